import { useTranslation } from 'react-i18next';
import { usePerson } from '../api/session.js';

/** People are pseudonymous to each other: oneself by name, services by what they are, others by the end of their id. */
export function useWho(): (actor: string) => string {
  const { t } = useTranslation();
  const person = usePerson();
  return (actor) => {
    if (actor === person?.actorId) return t('order.you', { label: person.label });
    return actor.startsWith('service:') ? t('order.system') : t('order.person', { id: actor.slice(-6) });
  };
}
