import { type ComponentChildren } from 'preact';
import { Console, ConsoleHead, type ConsolePlace } from '../../layout/console.js';

/** A page about institutions or series: its head, what has just happened, and its contents. */
export function Desk({
  place,
  title,
  heading,
  note,
  action,
  done,
  refused,
  scripts,
  children,
}: {
  place: ConsolePlace;
  title: string;
  /** Where it is more than the title. */
  heading?: ComponentChildren;
  note?: ComponentChildren;
  /** Beside the title, e.g. a link to add something. */
  action?: ComponentChildren;
  done?: string | null;
  /** Why something was not done. */
  refused?: string | null;
  scripts?: readonly string[];
  children: ComponentChildren;
}) {
  return (
    <Console title={title} place={place} scripts={scripts}>
      <ConsoleHead title={heading ?? title} note={note} action={action} done={done} refused={refused} />
      {children}
    </Console>
  );
}
