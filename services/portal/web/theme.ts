import type { ThemeConfig } from 'antd';

/** Calm, official, with contrasts of at least 4.5:1. The same colours stand as variables in style.css. */
export const theme: ThemeConfig = {
  token: {
    colorPrimary: '#0b5cab',
    colorLink: '#0b5cab',
    colorText: '#1d2530',
    colorTextSecondary: '#4a5563',
    colorTextDescription: '#4a5563',
    colorTextPlaceholder: '#667080',
    colorSuccess: '#1b7a3d',
    colorWarning: '#9a5b00',
    colorError: '#b3261e',
    borderRadius: 6,
    fontSize: 15,
    controlHeight: 38,
    motion: false,
    fontFamily: 'system-ui, "PingFang SC", "Noto Sans CJK SC", "Microsoft YaHei", sans-serif',
  },
};
