import { findLinks } from '../view/find-links.js';

/** A text as Telegram paints it. Every piece is a text node; only http and https addresses can be opened. */
export function RichText({ text, search }: { readonly text: string; readonly search: string }) {
  return (
    <>
      {findLinks(text).map(({ kind, text: piece, href }, index) => {
        const words = <Marked text={piece} search={search} />;
        if (href !== undefined) {
          return (
            <a
              key={index}
              href={href}
              target="_blank"
              rel="noopener noreferrer"
              onClick={(event) => event.stopPropagation()}
            >
              {words}
            </a>
          );
        }
        return kind === 'plain' ? (
          <span key={index}>{words}</span>
        ) : (
          <span key={index} class="tag">
            {words}
          </span>
        );
      })}
    </>
  );
}

/** A text with what was searched for marked in it. */
export function Marked({ text, search }: { readonly text: string; readonly search: string }) {
  if (search === '') return <>{text}</>;
  const lower = text.toLowerCase();
  // Lower case can have another length (İ); then the places would not fit, and nothing is marked.
  if (lower.length !== text.length) return <>{text}</>;
  const wanted = search.toLowerCase();
  const pieces = [];
  let end = 0;
  for (let at = lower.indexOf(wanted); at >= 0; at = lower.indexOf(wanted, end)) {
    pieces.push(text.slice(end, at), <mark key={at}>{text.slice(at, at + wanted.length)}</mark>);
    end = at + wanted.length;
  }
  pieces.push(text.slice(end));
  return <>{pieces}</>;
}
