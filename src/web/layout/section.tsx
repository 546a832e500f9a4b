import { type ComponentChildren } from 'preact';

interface SectionProps {
  id: string;
  title: string;
  note?: string;
  children: ComponentChildren;
}

/** One matter, with its name beside it on wide screens. */
export function Section({ id, title, note, children }: SectionProps) {
  return (
    <section class="section" aria-labelledby={id}>
      <div class="section-head">
        <h2 id={id}>{title}</h2>
        {note && <p>{note}</p>}
      </div>
      <div class="stack">{children}</div>
    </section>
  );
}
