import { useId, type ComponentProps, type ReactNode } from 'react';
import styles from './fields.module.css';

interface FieldProps {
  label: string;
  hint?: ReactNode;
  /** What is wrong with what was entered. */
  fault?: string | undefined;
}

type TextFieldProps = FieldProps & Omit<ComponentProps<'input'>, 'className' | 'id'>;

export function TextField({ label, hint, fault, ...rest }: TextFieldProps) {
  const id = useId();
  return (
    <Labelled id={id} label={label} hint={hint} fault={fault}>
      <input
        id={id}
        aria-describedby={hint || fault ? `${id}-says` : undefined}
        aria-invalid={fault ? true : undefined}
        {...rest}
      />
    </Labelled>
  );
}

type TextAreaProps = FieldProps & Omit<ComponentProps<'textarea'>, 'className' | 'id'>;

export function TextArea({ label, hint, fault, ...rest }: TextAreaProps) {
  const id = useId();
  return (
    <Labelled id={id} label={label} hint={hint} fault={fault}>
      <textarea id={id} rows={4} aria-describedby={hint || fault ? `${id}-says` : undefined} {...rest} />
    </Labelled>
  );
}

interface SelectFieldProps extends FieldProps, Omit<ComponentProps<'select'>, 'className' | 'id'> {
  options: readonly (readonly [value: string, label: string])[];
}

export function SelectField({ label, hint, fault, options, ...rest }: SelectFieldProps) {
  const id = useId();
  return (
    <Labelled id={id} label={label} hint={hint} fault={fault}>
      <select id={id} {...rest}>
        {options.map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </Labelled>
  );
}

function Labelled({ id, label, hint, fault, children }: FieldProps & { id: string; children: ReactNode }) {
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      {children}
      {(hint || fault) && (
        <small id={`${id}-says`} data-fault={fault ? true : undefined}>
          {fault ?? hint}
        </small>
      )}
    </div>
  );
}

/** Fields in rows, as many beside each other as fit, and buttons at the end. */
export function Fields({ children }: { children: ReactNode }) {
  return <div className={styles.fields}>{children}</div>;
}

export function Buttons({ children }: { children: ReactNode }) {
  return <div className={styles.buttons}>{children}</div>;
}
