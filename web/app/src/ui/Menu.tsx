import { Link, type LinkProps } from '@tanstack/react-router';
import { createContext, useContext, useId, useRef, type ComponentProps, type ReactNode } from 'react';
import { Button, IconButton } from './Button';
import { MoreIcon } from './icons';
import styles from './Menu.module.css';

const Close = createContext<() => void>(() => {});

/** A button, or three dots, that shows what else there is to do; Escape and a press beside it close it. */
export function Menu({ label, small = false, children }: { label: string; small?: boolean; children: ReactNode }) {
  const id = useId();
  const panel = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLSpanElement>(null);

  /** Below the button, or above it where there is no room, and within the window. */
  function place(): void {
    const around = button.current!.getBoundingClientRect();
    const { style, offsetHeight, offsetWidth } = panel.current!;
    const isRoomBelow = around.bottom + offsetHeight + 4 < window.innerHeight;
    style.top = `${isRoomBelow ? around.bottom + 4 : Math.max(4, around.top - offsetHeight - 4)}px`;
    style.left = `${Math.max(4, Math.min(around.left, window.innerWidth - offsetWidth - 4))}px`;
  }

  return (
    <span ref={button}>
      {small ? (
        <IconButton label={label} popoverTarget={id}>
          <MoreIcon />
        </IconButton>
      ) : (
        <Button popoverTarget={id}>{label}</Button>
      )}
      <div
        id={id}
        ref={panel}
        popover="auto"
        className={styles.menu}
        onToggle={(event) => {
          if (event.newState === 'open') place();
        }}
      >
        <Close value={() => panel.current?.hidePopover()}>{children}</Close>
      </div>
    </span>
  );
}

export function MenuItem({ onClick, ...rest }: ComponentProps<'button'>) {
  const close = useContext(Close);
  return (
    <button
      type="button"
      className={styles.item}
      onClick={(event) => {
        close();
        onClick?.(event);
      }}
      {...rest}
    />
  );
}

/** Leads to another screen. */
export function MenuScreen({ children, ...rest }: Omit<LinkProps, 'children'> & { children: ReactNode }) {
  const close = useContext(Close);
  return (
    <Link className={styles.item} onClick={close} {...rest}>
      {children}
    </Link>
  );
}

/** Leads out of the console, in a tab of its own. */
export function MenuLink(props: ComponentProps<'a'>) {
  const close = useContext(Close);
  return <a target="_blank" className={styles.item} onClick={close} {...props} />;
}
