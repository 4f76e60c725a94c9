import type { ReactNode } from 'react';
import { useId } from 'react';

/** A part of a page under a heading of its own. */
export function Panel({ title, extra, children }: { readonly title: string; readonly extra?: ReactNode; readonly children: ReactNode }) {
  const id = useId();
  return (
    <section className="panel" aria-labelledby={id}>
      <div className="panel-head"><h2 id={id}>{title}</h2>{extra}</div>
      {children}
    </section>
  );
}
