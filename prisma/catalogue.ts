type CatalogueProduct = {
  slug: string;
  name: string;
  category: "Cups & bowls" | "Brewing" | "Tea & cocoa" | "Table";
  description: string;
  priceMinor: number;
  stock: number;
  art: `/products/${string}.svg`;
  position: number;
};

type Entry = Omit<CatalogueProduct, "art" | "position">;

const entries: readonly Entry[] = [
  {
    slug: "harbour-mug",
    name: "Harbour mug",
    category: "Cups & bowls",
    description:
      "A straight-sided stoneware mug with a handle that takes three fingers. Blue glaze outside and in, bare clay at the foot. Holds 320 ml, stands 9 cm high and weighs 340 g. Safe in the dishwasher and the microwave.",
    priceMinor: 1800,
    stock: 64,
  },
  {
    slug: "tea-bowl",
    name: "Tea bowl",
    category: "Cups & bowls",
    description:
      "A round bowl for green tea or matcha, thrown in iron-speckled clay and dipped in oat glaze. It is 11 cm across, 7.5 cm high and holds 350 ml. Wash by hand and dry before stacking.",
    priceMinor: 2400,
    stock: 31,
  },
  {
    slug: "stoneware-teapot",
    name: "Stoneware teapot",
    category: "Brewing",
    description:
      "A round teapot for three cups, with a strainer built in behind the spout. Holds 750 ml and pours without dripping. The lid has a deep flange and stays on when you tip it. Safe in the dishwasher; not for the hob.",
    priceMinor: 6800,
    stock: 2,
  },
  {
    slug: "breakfast-tea",
    name: "Breakfast tea",
    category: "Tea & cocoa",
    description:
      "Assam and Kenyan black tea, loose, blended to take milk. 125 g in a tin that closes tight, enough for about 50 cups. Use one rounded teaspoon a cup, boiling water, four minutes.",
    priceMinor: 850,
    stock: 140,
  },
  {
    slug: "ramen-bowl",
    name: "Ramen bowl",
    category: "Cups & bowls",
    description:
      "A deep, wide bowl for noodles, soup or a large salad. It is 20 cm across, 8.5 cm high, and holds 1.1 litres with room to spare. Charcoal glaze with a bare rim. Safe in the dishwasher and the microwave.",
    priceMinor: 3200,
    stock: 28,
  },
  {
    slug: "pour-over-set",
    name: "Pour-over set",
    category: "Brewing",
    description:
      "A ceramic dripper and a 600 ml glass jug that fit one another. Takes size 02 paper filters; ten are in the box. The dripper also sits on most mugs. Both parts are safe in the dishwasher.",
    priceMinor: 4600,
    stock: 26,
  },
  {
    slug: "bud-vase",
    name: "Bud vase",
    category: "Table",
    description:
      "A narrow-necked vase for one or two stems. Celadon glaze over white stoneware, 16 cm high, 8 cm at the widest, 1.5 cm at the neck. Watertight. Rinse with warm water and a bottle brush.",
    priceMinor: 2200,
    stock: 37,
  },
  {
    slug: "smoked-oolong",
    name: "Smoked oolong",
    category: "Tea & cocoa",
    description:
      "Dark rolled oolong, dried over pine smoke. 75 g in a tin, enough for about 30 pots. Use water just off the boil and steep the same leaves three times, a minute longer each time.",
    priceMinor: 1450,
    stock: 58,
  },
  {
    slug: "bamboo-whisk",
    name: "Bamboo whisk",
    category: "Brewing",
    description:
      "A matcha whisk cut from one piece of bamboo, with 80 tines. It is 11 cm long. Soak it in warm water for a minute before use, rinse without soap, and stand it upright to dry.",
    priceMinor: 1650,
    stock: 45,
  },
  {
    slug: "olive-dish",
    name: "Olive dish",
    category: "Cups & bowls",
    description:
      "A small oval dish with room for the stones at one end. It is 18 cm long, 9 cm wide and 3 cm high. Green glaze inside, bare terracotta outside. Safe in the dishwasher.",
    priceMinor: 1500,
    stock: 52,
  },
  {
    slug: "butter-dish",
    name: "Butter dish",
    category: "Table",
    description:
      "A lidded dish that holds a 250 g block of butter, with a knob large enough for buttery fingers. The base is 18 cm by 12 cm and doubles as a small plate. Safe in the dishwasher and the fridge.",
    priceMinor: 3400,
    stock: 0,
  },
  {
    slug: "garden-mint",
    name: "Garden mint",
    category: "Tea & cocoa",
    description:
      "Dried peppermint and spearmint leaves, with nothing added and no caffeine. 40 g in a paper pouch, enough for about 25 cups. Cover the cup while it steeps, five minutes or longer.",
    priceMinor: 450,
    stock: 96,
  },
  {
    slug: "candle-holder",
    name: "Candle holder",
    category: "Table",
    description:
      "A saucer and cup in one piece, with a loop to carry it by. Takes a dinner candle 2.2 cm thick. It is 13 cm across and 5 cm high. To clear old wax, put it in the freezer for an hour and the wax lifts out.",
    priceMinor: 1950,
    stock: 33,
  },
  {
    slug: "drinking-cocoa",
    name: "Drinking cocoa",
    category: "Tea & cocoa",
    description:
      "Cocoa powder and cane sugar, two parts to one, with a little sea salt. 250 g in a tin, enough for ten mugs. Whisk 25 g into 200 ml of hot milk. Contains no milk; made where nuts are packed.",
    priceMinor: 1100,
    stock: 72,
  },
  {
    slug: "linen-cloth",
    name: "Linen cloth",
    category: "Table",
    description:
      "A heavy linen cloth for drying cups or lining a tray. It is 70 cm by 50 cm, 220 g to the square metre, with a loop at one corner. Wash at 60 °C. It softens with every wash and leaves no lint.",
    priceMinor: 1400,
    stock: 1,
  },
  {
    slug: "cast-trivet",
    name: "Cast trivet",
    category: "Brewing",
    description:
      "A round cast-iron trivet on three short feet with felt pads. It is 16 cm across, 2 cm high and weighs 780 g. Good for a teapot or a pan from the oven. Wipe clean and dry at once.",
    priceMinor: 2800,
    stock: 24,
  },
];

export const catalogue: readonly CatalogueProduct[] = entries.map((entry, index) => ({
  ...entry,
  art: `/products/${entry.slug}.svg`,
  position: index + 1,
}));
