import { Link, type LinkProps } from '@tanstack/react-router';
import type { ComponentProps, ReactNode } from 'react';
import styles from './Button.module.css';

type Look = 'plain' | 'primary' | 'danger' | 'quiet' | 'link';

interface ButtonProps extends Omit<ComponentProps<'button'>, 'className'> {
  look?: Look;
}

/** Its text says what happens. */
export function Button({ look = 'plain', type = 'button', ...rest }: ButtonProps) {
  return <button type={type} className={classOf(look)} {...rest} />;
}

interface IconButtonProps extends Omit<ComponentProps<'button'>, 'className' | 'aria-label'> {
  label: string;
}

export function IconButton({ label, type = 'button', ...rest }: IconButtonProps) {
  return (
    <button type={type} aria-label={label} title={label} className={`${classOf('quiet')} ${styles.icon}`} {...rest} />
  );
}

interface ButtonLinkProps extends Omit<LinkProps, 'children'> {
  look?: Look;
  children: ReactNode;
}

/** Leads somewhere, and looks like a button. */
export function ButtonLink({ look = 'plain', children, ...rest }: ButtonLinkProps) {
  return (
    <Link className={classOf(look)} {...rest}>
      {children}
    </Link>
  );
}

function classOf(look: Look): string {
  return look === 'plain' ? styles.button! : `${styles.button} ${styles[look]}`;
}
