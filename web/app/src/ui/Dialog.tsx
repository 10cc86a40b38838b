import { useLingui } from '@lingui/react/macro';
import { useEffect, useId, useRef, type ReactNode } from 'react';
import { IconButton } from './Button';
import styles from './Dialog.module.css';
import { CloseIcon } from './icons';

interface DialogProps {
  title: string;
  open: boolean;
  close: () => void;
  children: ReactNode;
}

/** A dialog over the page; Escape, the cross and a click beside it close it. */
export function Dialog({ title, open, close, children }: DialogProps) {
  const { t } = useLingui();
  const element = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    if (open) element.current?.showModal();
    else element.current?.close();
  }, [open]);

  return (
    <dialog
      ref={element}
      className={styles.dialog}
      aria-labelledby={id}
      onClose={close}
      onClick={(event) => {
        if (event.target === element.current) close();
      }}
    >
      {open && (
        <div className={styles.inside}>
          <header>
            <h2 id={id}>{title}</h2>
            <IconButton label={t`Close`} onClick={close}>
              <CloseIcon />
            </IconButton>
          </header>
          {children}
        </div>
      )}
    </dialog>
  );
}
