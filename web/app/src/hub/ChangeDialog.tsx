import { Trans } from '@lingui/react/macro';
import { useState, type FormEvent, type ReactNode } from 'react';
import { Button } from '../ui/Button';
import { Dialog } from '../ui/Dialog';
import { Buttons, Fields } from '../ui/fields';
import { toast } from '../ui/Toasts';
import { Problems } from './problems';
import type { Problem } from './queries';

interface ChangeDialogProps {
  /** What the button says that opens it, and the one that does it. */
  name: string;
  title?: string;
  look?: 'plain' | 'primary' | 'danger';
  /** Said when it was done. */
  told: string;
  /** Runs the change with what was entered; returns its problems. */
  change: (said: (field: string) => string) => Promise<readonly Problem[]>;
  children: ReactNode;
}

/** A button that asks for what a change needs, in a dialog that stays until the change is done. */
export function ChangeDialog({ name, title = name, look = 'plain', told, change, children }: ChangeDialogProps) {
  const [open, setOpen] = useState(false);
  const [running, setRunning] = useState(false);
  const [problems, setProblems] = useState<readonly Problem[]>([]);

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setRunning(true);
    const found = await change((field) => String(form.get(field) ?? '').trim());
    setRunning(false);
    setProblems(found);
    if (found.length > 0) return;
    toast(told);
    setOpen(false);
  }

  return (
    <>
      <Button look={look} onClick={() => setOpen(true)}>
        {name}
      </Button>
      <Dialog title={title} open={open} close={() => setOpen(false)}>
        <form className="stack" onSubmit={(event) => void submit(event)}>
          <Fields>{children}</Fields>
          <Problems of={problems} />
          <Buttons>
            <Button look={look === 'danger' ? 'danger' : 'primary'} type="submit" disabled={running}>
              {name}
            </Button>
            <Button look="quiet" onClick={() => setOpen(false)}>
              <Trans>Not now</Trans>
            </Button>
          </Buttons>
        </form>
      </Dialog>
    </>
  );
}
