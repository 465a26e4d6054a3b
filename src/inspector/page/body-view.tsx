import { useMemo, useState } from 'preact/hooks';
import { paintJson } from '../view/paint-json.js';
import type { CheckedText, PlacedFinding } from '../view-model.js';

/** More lines than this are drawn only when asked for. */
const FIRST_LINES = 400;

/** A body with numbered lines, and every finding below the line it is about. */
export function BodyView({ body, label }: { readonly body: CheckedText; readonly label: string }) {
  const [all, setAll] = useState(false);
  const count = useMemo(() => body.text.split('\n').length, [body.text]);
  const lines = useMemo(() => paintJson(body, all ? count : FIRST_LINES), [body, all]);
  if (body.text === '') return <p class="faint">Empty body.</p>;
  return (
    <div class="code" role="region" aria-label={label} tabIndex={0}>
      {lines.map(({ number, pieces, findings }) => (
        <div key={number} class="code-line">
          <span class="number" aria-hidden="true">
            {number}
          </span>
          <code>
            {pieces.map(({ text, token, severity }, index) => (
              <span key={index} class={severity === undefined ? token : `${token} under ${severity}`}>
                {text}
              </span>
            ))}
          </code>
          {findings.map((finding) => (
            <Finding key={`${finding.id}${finding.path}`} finding={finding} />
          ))}
        </div>
      ))}
      {!all && count > FIRST_LINES && (
        <button type="button" class="button" onClick={() => setAll(true)}>
          Show all {count} lines
        </button>
      )}
    </div>
  );
}

function Finding({ finding: { id, severity, message, help, line, column } }: { readonly finding: PlacedFinding }) {
  return (
    <div class={`finding ${severity}`}>
      <p>
        <strong>{severity}</strong> {message}
      </p>
      {help !== '' && <p>{help}</p>}
      <p class="faint">
        <span class="mono">{id}</span> · line {line}, column {column}
      </p>
    </div>
  );
}
