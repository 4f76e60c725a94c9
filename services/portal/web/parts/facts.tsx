import type { ReactNode } from 'react';

/** What is known about one thing: name and value, side by side. Values that are not there are left out. */
export function Facts({ of }: { readonly of: readonly (readonly [name: string, value: ReactNode])[] }) {
  return (
    <dl className="facts">
      {of.filter(([, value]) => value !== undefined && value !== null && value !== '').map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}
    </dl>
  );
}
