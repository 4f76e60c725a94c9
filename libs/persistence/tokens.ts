/** Injection token of the `Clock` port; libs/service provides the system clock or the movable one. */
export const CLOCK = Symbol('Clock');
