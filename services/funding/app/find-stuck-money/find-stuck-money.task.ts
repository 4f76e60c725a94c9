export const FIND_STUCK_MONEY = 'find-stuck-money';
