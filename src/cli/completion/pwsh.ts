import type { CompletionNode } from './build-tree.js';
import { encodeValue, offering, pathOf, valuedNames } from './shell-data.js';

/** A completion script for PowerShell 5.1 and later. */
export function renderPwsh(tree: readonly CompletionNode[]): string {
  return `# PowerShell completion for cmtg. Install: cmtg completion pwsh >> $PROFILE

Register-ArgumentCompleter -Native -CommandName cmtg -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $tree = @{
${tree.map(renderNode).join('\n')}
  }
  $typed = @($commandAst.CommandElements | Where-Object { $_.Extent.EndOffset -lt $cursorPosition } | ForEach-Object { $_.ToString() })
  $path = ''
  $expect = ''
  $at = 0
  foreach ($word in ($typed | Select-Object -Skip 1)) {
    $node = $tree[$path]
    if ($expect) { $expect = ''; continue }
    if ($word.StartsWith('-')) {
      if (-not $word.Contains('=') -and $node.Valued -ccontains $word) { $expect = $word }
      continue
    }
    if ($at -eq 0 -and $node.Children.Contains($word)) { $path = "$path $word".Trim() } else { $at++ }
  }
  $node = $tree[$path]
  $found = [ordered]@{}
  $prefix = ''
  $value = $null
  if ($expect) { $value = $node.OptionValues[$expect] }
  elseif ($wordToComplete -like '--*=*') {
    $name, $rest = $wordToComplete -split '=', 2
    $prefix = "$name="
    $value = $node.OptionValues[$name]
  }
  elseif ($wordToComplete.StartsWith('-')) { $found = $node.Options }
  else {
    if ($at -eq 0) { foreach ($name in $node.Children.Keys) { $found[$name] = $node.Children[$name] } }
    $value = if ($node.Arguments.Contains("$at")) { $node.Arguments["$at"] } else { $node.Arguments['rest'] }
  }
  if ($value) {
    $kind, $rest = $value -split ' ', 2
    switch ($kind) {
      'words' { foreach ($word in $rest -split ' ') { $found["$prefix$word"] = $word } }
      'pairs' {
        $left, $right = $rest -split ' = ', 2
        foreach ($word in $left -split ' ') { foreach ($side in $right -split ' ') { $found["$prefix$word=$side"] = "$word=$side" } }
      }
      'ask' { foreach ($word in @(cmtg __complete $rest 2>$null)) { $found["$prefix$word"] = $word } }
    }
  }
  foreach ($text in $found.Keys) {
    if ($text.StartsWith($wordToComplete)) {
      [System.Management.Automation.CompletionResult]::new($text, $text, 'ParameterValue', $found[$text])
    }
  }
}
`;
}

function renderNode(node: CompletionNode): string {
  const children = node.children.map(({ name, summary }) => `${quotePwsh(name)} = ${quotePwsh(summary)}`);
  // A hash table knows no case, and -q is not -Q: single letters are typed, not completed.
  const options = node.options.flatMap(({ names, description }) =>
    names.filter((name) => name.startsWith('--')).map((name) => `${quotePwsh(name)} = ${quotePwsh(description)}`),
  );
  const optionValues = offering(node).flatMap(({ names, value }) =>
    names.map((name) => `${quotePwsh(name)} = ${quotePwsh(encodeValue(value))}`),
  );
  const args = node.args.map((value, at) => {
    const place = node.isVariadic && at === node.args.length - 1 ? 'rest' : String(at);
    return `${quotePwsh(place)} = ${quotePwsh(encodeValue(value))}`;
  });
  return `    ${quotePwsh(pathOf(node))} = @{
      Children = [ordered]@{ ${children.join('; ')} }
      Options = [ordered]@{ ${options.join('; ')} }
      OptionValues = @{ ${optionValues.join('; ')} }
      Arguments = @{ ${args.join('; ')} }
      Valued = @(${valuedNames(node).map(quotePwsh).join(', ')})
    }`;
}

function quotePwsh(text: string): string {
  // PowerShell takes typographic quotes for quotes, too.
  return `'${text.replace(/['‘’‚‛]/g, (sign) => sign + sign)}'`;
}
