const paths = {
  back: 'M14 6l-6 6 6 6',
  close: 'M6 6l12 12M18 6L6 18',
  search: 'M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM15.5 15.5L20 20',
  send: 'M4 12l16-8-5 16-3.5-6.5zM11.5 13.5L20 4',
  attach: 'M20 11l-8.2 8.2a5 5 0 0 1-7-7L13 4a3.3 3.3 0 0 1 4.7 4.7l-8.2 8.1a1.7 1.7 0 0 1-2.3-2.3L14.5 7',
  plus: 'M12 5v14M5 12h14',
  copy: 'M9 9h10v11H9zM5 15V4h10',
  replay: 'M5 12a7 7 0 1 1 2.2 5.1M5 12l-2-2.5M5 12l2.6-2',
  reply: 'M9 6L4 11l5 5M4 11h9a7 7 0 0 1 7 7',
  theme: 'M12 4a8 8 0 1 0 0 16zM12 4a8 8 0 0 1 0 16',
  help: 'M9.2 9a3 3 0 1 1 4.2 2.8c-1 .5-1.4 1-1.4 2.2M12 17.5v.5',
  down: 'M12 5v14M6 13l6 6 6-6',
  check: 'M4 12.5l4.5 4.5L18 7',
  checks: 'M2 12.5l4.5 4.5L16 7M11 16l1 1L22 7',
  clock: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5.5l3.5 2',
  alert: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7.5v5.5M12 16v.5',
  image: 'M4 5h16v14H4zM4 16l5-5 4 4 2.5-2.5L20 17M15.5 9.5h.01',
  play: 'M8 5.5l11 6.5-11 6.5z',
  sound: 'M9 18V6l10-2v12M9 18a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0zM19 16a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0z',
  file: 'M6 3h8l4 4v14H6zM14 3v4h4',
  pin: 'M12 21s7-6.2 7-11.5A7 7 0 0 0 5 9.5C5 14.8 12 21 12 21zM12 12a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20a7.5 7.5 0 0 1 15 0',
  open: 'M14 4h6v6M20 4l-9 9M18 13v7H4V6h7',
} as const;

export type IconName = keyof typeof paths;

/** A drawing beside a word that says the same, so it is hidden from screen readers. */
export function Icon({ name, size = 20 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg
      class="icon"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width="1.9"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      <path d={paths[name]} />
    </svg>
  );
}
