import type { PortalPerson, Role } from '@goufu/contracts';
import { createContext, use } from 'react';

/** Who is signed in; null for the public. */
export const PersonContext = createContext<PortalPerson | null>(null);

export const usePerson = (): PortalPerson | null => use(PersonContext);

/** Whether the person acts in one of these roles. */
export function useHasRole(...roles: readonly Role[]): boolean {
  return usePerson()?.roles.some((role) => roles.includes(role)) ?? false;
}
