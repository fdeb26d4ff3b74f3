import { ChoiceGroup } from "@/components/ui/form-layout";
import { payWords } from "@/lib/messages";
import { CardRadio } from "./card-radio";

type Choice = {
  value: string;
  label: string;
  scheme: string;
  disabled: boolean;
  expired: boolean;
  note?: string;
};

type CardChoiceProps = {
  form: string;
  inSight: readonly Choice[];
  more: readonly Choice[];
  /** The value that stands for a card still to be entered. */
  newCard: string;
  chosen: string;
};

export function CardChoice({ form, inSight, more, newCard, chosen }: CardChoiceProps) {
  const radio = (choice: Choice) => (
    <CardRadio
      key={choice.value}
      form={form}
      name="card"
      {...choice}
      defaultChecked={choice.value === chosen}
    />
  );
  return (
    <ChoiceGroup legend={payWords.legend}>
      {inSight.map(radio)}
      {more.length > 0 && (
        <details className="more-cards">
          <summary>{payWords.more(more.length)}</summary>
          <div className="choices">{more.map(radio)}</div>
        </details>
      )}
      <CardRadio
        form={form}
        name="card"
        value={newCard}
        label={payWords.newCard}
        defaultChecked={chosen === newCard}
      />
    </ChoiceGroup>
  );
}
