import { html } from "hono/html";
import { isExpired, schemeName, shortExpiry } from "../cards";
import type { SavedCard } from "../entities";
import type { Markup } from "../markup";
import type { World } from "../world";

type Choice = { id: string; label: string; usable: boolean };

/** The saved cards as radio labels; two that would read alike are told apart by ", card 2". */
export function cardChoices(world: World, cards: SavedCard[]): Choice[] {
  const seen = new Map<string, number>();
  return cards.map((card) => {
    const expired = isExpired(card.expiryDate, world.clock.now());
    const accepted = world.settings.cardSchemes.includes(card.scheme);
    const words = expired ? "expired" : "expires";
    const name = `${schemeName(card.scheme)} ending ${card.pan.slice(-4)}, ${words} ${shortExpiry(card.expiryDate)}`;
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    const label = `${name}${count > 1 ? `, card ${count}` : ""}${accepted ? "" : ", not accepted here"}`;
    return { id: card.id, label, usable: accepted && !expired };
  });
}

/** The radio group; the page's style sheet hides the new-card fields while a saved card is chosen. */
export function cardChoice(choices: Choice[], chosen: string, newCard: boolean, error?: string): Markup {
  const describedBy = error ? html` aria-describedby="method-error"` : "";
  return html`<fieldset class="choices"${describedBy}>
<legend>Pay with</legend>
${error ? html`<p class="error" id="method-error">${error}</p>` : ""}
<div class="options">
${choices.map(
  (choice) => html`<label class="choice">
<input type="radio" name="method" value="${choice.id}" data-saved
 ${choice.id === chosen ? "checked" : ""} ${choice.usable ? "" : "disabled"}>
<span>${choice.label}</span></label>`,
)}
${
  newCard
    ? html`<label class="choice"><input type="radio" name="method" value="new" id="method-new"
 ${chosen === "new" ? "checked" : ""}><span>Use a new card</span></label>`
    : ""
}
</div>
</fieldset>`;
}
