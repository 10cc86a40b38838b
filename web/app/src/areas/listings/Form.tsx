import { useState, type FormEvent, type ReactNode } from 'react';
import { Problems } from '../../hub/problems';
import type { Problem } from '../../hub/queries';
import { Button } from '../../ui/Button';
import { Buttons, Fields } from '../../ui/fields';
import { toast } from '../../ui/Toasts';
import styles from './listings.module.css';

interface FormProps {
  /** Whether the viewer may change it now; else it is only shown. */
  open: boolean;
  save: string;
  told: string;
  change: (said: (field: string) => string) => Promise<readonly Problem[]>;
  children: ReactNode;
}

/** A part of a product that is saved by itself. */
export function Form({ open, save, told, change, children }: FormProps) {
  const [running, setRunning] = useState(false);
  const [problems, setProblems] = useState<readonly Problem[]>([]);

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setRunning(true);
    const found = await change((field) => String(form.get(field) ?? '').trim());
    setRunning(false);
    setProblems(found);
    if (found.length === 0) toast(told);
  }

  return (
    <form className="stack" onSubmit={(event) => void submit(event)}>
      <fieldset className={styles.fieldset} disabled={!open}>
        <Fields>{children}</Fields>
      </fieldset>
      <Problems of={problems} />
      {open && (
        <Buttons>
          <Button look="primary" type="submit" disabled={running}>
            {save}
          </Button>
        </Buttons>
      )}
    </form>
  );
}
