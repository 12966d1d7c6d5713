import { createHash } from 'node:crypto';
import { ladderStyles } from './ladder-styles.ts';

/** The only style sheet. Its address contains the hash of its content. */
export const stylesheet = `
:root {
  color-scheme: light dark;
  --ink: #1b2530; --soft: #4d5b69; --paper: #fff; --tint: #f3f6f9; --line: #c6d0d9;
  --accent: #0a56a0; --on-accent: #fff; --good: #17663a; --bad: #a3211f; --open: #7a4b00;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ink: #e7ecf1; --soft: #a9b6c3; --paper: #12181f; --tint: #1b232c; --line: #3a4652;
    --accent: #82bdf7; --on-accent: #0b1620; --good: #7fd6a2; --bad: #ff9d97; --open: #f0c36d;
  }
}
*, *::before, *::after { box-sizing: border-box; }
body { margin: 0; font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", sans-serif; color: var(--ink); background: var(--paper); overflow-wrap: break-word; }
a { color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.skip { position: absolute; left: -100rem; }
.skip:focus { position: static; display: block; padding: .5rem 1rem; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
header { border-bottom: 1px solid var(--line); padding: .5rem 1rem; display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; align-items: center; }
header nav { display: flex; flex-wrap: wrap; gap: 0 1.1rem; order: 1; width: 100%; }
header nav a { padding: .35rem 0; }
header form { margin-left: auto; display: flex; gap: .7rem; align-items: center; }
.brand { font-weight: 700; font-size: 1.2rem; text-decoration: none; color: var(--ink); }
.who { color: var(--soft); }
main { max-width: 54rem; margin: 0 auto; padding: 1rem 1rem 4rem; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: .4rem 0 .8rem; }
h2 { font-size: 1.25rem; line-height: 1.3; margin: 2.2rem 0 .6rem; }
h3 { font-size: 1rem; margin: 1.2rem 0 .3rem; }
p, ul, ol, dl, table { margin: .4rem 0 .8rem; }
ul, ol { padding-left: 1.3rem; }
.lead { font-size: 1.1rem; }
.soft { color: var(--soft); font-size: .94rem; }
.said { white-space: pre-line; } .plain-text, article pre { white-space: pre-wrap; overflow-wrap: anywhere; }
article table { display: block; overflow-x: auto; }
time { white-space: nowrap; }
.card { border: 1px solid var(--line); border-radius: .5rem; padding: .8rem 1rem; margin: .6rem 0; background: var(--tint); }
.card > :first-child { margin-top: 0; } .card > :last-child { margin-bottom: 0; }
.card h3 { font-weight: 400; }
ul.cards, ul.plain, ul.actions, ol.path { list-style: none; padding: 0; }
ul.plain li { margin: .5rem 0; }
.actions { display: flex; flex-wrap: wrap; gap: .5rem; }
.path { display: flex; flex-wrap: wrap; gap: .4rem; }
.path li { border: 1px solid var(--line); border-radius: 2rem; padding: .1rem .8rem; }
.path .current { background: var(--accent); color: var(--on-accent); border-color: var(--accent); }
.path .done::before { content: ""; display: inline-block; width: .3rem; height: .65rem; margin: 0 .5rem .1rem .1rem; border: solid var(--good); border-width: 0 2px 2px 0; transform: rotate(45deg); }
.path .ahead { color: var(--soft); }
.history li { margin-bottom: .9rem; } .long li { margin-bottom: .4rem; }
.pass { color: var(--good); } .fail { color: var(--bad); } .unknown { color: var(--open); }
.tag { font-weight: 600; }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .2rem 1rem; } dt { color: var(--soft); } dd, dd > p:only-child { margin: 0; }
.scroll { display: block; overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .35rem .8rem .35rem 0; border-bottom: 1px solid var(--line); }
tbody th { font-weight: 400; } tbody th.group { font-weight: 600; padding-top: 1rem; }
td.number, th.number { text-align: right; padding-left: .2rem; padding-right: .2rem; }
.scroll .said { min-width: 9rem; }
button, .button { display: inline-block; font: inherit; padding: .5rem 1rem; border-radius: .4rem; border: 1px solid var(--accent); background: var(--accent); color: var(--on-accent); cursor: pointer; text-decoration: none; }
.button.second { background: none; color: var(--accent); }
button.plain { background: none; border: 0; padding: .35rem 0; color: var(--accent); text-decoration: underline; }
fieldset { border: 1px solid var(--line); border-radius: .5rem; margin: 1.2rem 0; padding: .6rem 1rem 1rem; min-width: 0; }
legend { font-weight: 600; padding: 0 .4rem; margin-left: -.4rem; }
fieldset fieldset { border: 0; border-top: 1px solid var(--line); border-radius: 0; margin: .8rem 0 0; padding: .7rem 0 0; }
fieldset fieldset legend { float: left; width: 100%; padding: 0; margin: 0; } fieldset fieldset legend + * { clear: both; }
.steps { display: flex; flex-wrap: wrap; gap: .3rem 1.2rem; }
.steps.stacked { flex-direction: column; gap: .4rem; }
.steps label { display: inline-flex; gap: .4rem; align-items: center; min-height: 2.2rem; }
input[type=radio], input[type=checkbox] { width: 1.1rem; height: 1.1rem; margin: 0; flex: none; accent-color: var(--accent); }
.field { margin: .9rem 0; } .field > label { display: block; font-weight: 600; margin-bottom: .2rem; }
.picker > label:not([hidden]) { display: block; margin-top: .5rem; } .search { display: flex; gap: .5rem; } .search input { min-width: 0; }
ul.people { list-style: none; margin: .2rem 0; padding: 0; border: 1px solid var(--soft); border-radius: .35rem; max-height: 20rem; overflow-y: auto; }
.people li { padding: .6rem; cursor: pointer; } .people li[aria-selected=true] { background: var(--accent); color: var(--on-accent); }
.people li[aria-disabled=true] { cursor: not-allowed; }
.field > label .soft { font-weight: 400; } .field > p { margin: 0 0 .3rem; }
input[type=text], input[type=url], input[type=date], input[type=month], textarea, .field select { width: 100%; font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--soft); border-radius: .35rem; padding: .45rem .6rem; }
input[type=date], input[type=month] { width: auto; min-width: 11rem; }
textarea { display: block; min-height: 6rem; } textarea.short { min-height: 3rem; }
textarea.document { min-height: 16rem; font: .88rem/1.45 ui-monospace, monospace; white-space: pre; overflow: auto; }
input[type=file] { font: inherit; max-width: 100%; }
form:not(:has([name=decision][value=approve]:checked)) .for-approve, form:not(:has([name=decision][value=return]:checked)) .for-return { display: none; }
form:not(:has([name=decision][value=decline]:checked)) .for-decline, form:not(:has([name=decision][value=uphold]:checked)) .for-uphold { display: none; }
form:not(:has([name=answer][value=next-cycle]:checked)) .for-next-cycle { display: none; }
.again:not(:has(:checked)) .field { display: none; } .again { margin: 0; } .steps label > span { min-width: 0; }
[id^=f-] { scroll-margin-top: 6rem; }
[hidden] { display: none; }
label:has([aria-disabled=true]), [aria-disabled=true] { color: var(--soft); cursor: not-allowed; }
main [aria-invalid=true] { border-color: var(--bad); border-width: 2px; }
.fault { color: var(--bad); font-weight: 600; margin: .2rem 0; }
.faults, .done[role] { border: 2px solid var(--bad); border-radius: .5rem; padding: .6rem 1rem; margin: .8rem 0; }
.faults a { color: var(--bad); }
.done[role] { border-color: var(--good); }
code { font: .9em ui-monospace, monospace; }
details { margin: .4rem 0; } details > summary { cursor: pointer; color: var(--accent); padding: .2rem 0; }
.choose { display: flex; flex-wrap: wrap; gap: .2rem .7rem; align-items: baseline; } .choose .actions { margin: 0; gap: 0 1rem; }
.choose [aria-current] { font-weight: 700; color: inherit; text-decoration: none; }
.self-check .stacked label { align-items: flex-start; padding: .25rem 0; } .self-check .stacked input { margin-top: .2rem; }
.self-check .outcome { border-top: 1px solid var(--line); margin: .8rem 0 0; padding-top: .6rem; }
.so-far { position: sticky; top: 0; z-index: 1; background: var(--paper); border-bottom: 1px solid var(--line); padding: .5rem 0; margin: 0; }
html:has(.so-far) { scroll-padding-top: 5rem; }
.radar { margin: 0; } .radar svg { display: block; width: 100%; max-width: 26rem; margin: 0 auto; }
.radar path { fill: none; stroke-width: 1; } .radar .ring { stroke: var(--line); }
.radar .target { fill: var(--soft); fill-opacity: .12; stroke: var(--soft); stroke-width: 2; stroke-dasharray: 5 4; }
.radar path.own { fill: var(--accent); fill-opacity: .18; stroke: var(--accent); stroke-width: 2.5; } .radar g.own { fill: var(--accent); }
.radar text { font-size: 13px; fill: var(--ink); text-anchor: middle; dominant-baseline: central; }
.key::before { content: ""; display: inline-block; width: 1.6rem; margin: 0 .4rem .25rem 0; border-top: 3px solid var(--accent); }
.key { margin-right: 1rem; white-space: nowrap; } .key.target::before { border-top: 2px dashed var(--soft); }
@media (min-width: 70rem) {
  main:has(.self-check) { max-width: 76rem; } .so-far a { display: none; }
  .self-check { display: grid; grid-template-columns: minmax(0, 1fr) 27rem; gap: 0 2.5rem; align-items: start; }
  .self-check .result { position: sticky; top: 0; max-height: 100vh; overflow-y: auto; padding: 0 .3rem 1rem; }
}
@media (min-width: 45rem) { header nav { order: 0; width: auto; } }
${ladderStyles}`;

export const stylesheetPath = `/assets/rungs.${createHash('sha256').update(stylesheet).digest('hex').slice(0, 12)}.css`;
