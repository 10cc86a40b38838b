import { useId, type ReactNode } from 'react';
import type { Trade } from '../../hub/graph.generated';

interface DrawingProps {
  of: { id: string; englishName: string; trade: Trade };
}

/** A still life of a piece of the product's kind, in colours of its own. */
export function Drawing({ of: { id, englishName, trade } }: DrawingProps) {
  const gradient = useId();
  const seed = hash(id);
  const jewel = trade === 'JEWELLERY';
  const hue = jewel ? [38, 210, 340, 160, 265][seed % 5]! : [12, 345, 28, 160, 205, 280][seed % 6]!;
  const colours: Colours = {
    body: `hsl(${hue} ${jewel ? 45 : 38}% ${jewel ? 62 : 72}%)`,
    deep: `hsl(${hue} 42% 46%)`,
    light: `hsl(${hue} 55% 90%)`,
    metal: seed % 3 === 0 ? 'hsl(220 8% 72%)' : 'hsl(41 48% 60%)',
  };
  const shape = SHAPES.find(([words]) => words.test(englishName))?.[1] ?? (jewel ? ring : jar);
  return (
    <svg viewBox="0 0 400 500" preserveAspectRatio="xMidYMid slice" aria-hidden="true">
      <defs>
        <linearGradient id={gradient} x1="0" y1="0" x2="0" y2="1">
          <stop offset="0" stopColor={`hsl(${(hue + 12) % 360} 36% ${jewel ? 22 : 93}%)`} />
          <stop offset="1" stopColor={`hsl(${hue} 34% ${jewel ? 12 : 83}%)`} />
        </linearGradient>
      </defs>
      <rect width="400" height="500" fill={`url(#${gradient})`} />
      <circle cx={140 + (seed % 120)} cy="190" r="130" fill={colours.light} opacity={jewel ? 0.12 : 0.5} />
      <ellipse cx="200" cy="400" rx="120" ry="14" fill="#000" opacity="0.14" />
      {shape(colours)}
    </svg>
  );
}

interface Colours {
  body: string;
  deep: string;
  light: string;
  metal: string;
}

const bottle = ({ body, deep, light, metal }: Colours): ReactNode => (
  <>
    <rect x="178" y="98" width="44" height="52" rx="6" fill={metal} />
    <rect x="188" y="150" width="24" height="22" fill={deep} />
    <path d="M146 190q0-20 20-20h68q20 0 20 20v186q0 24-24 24h-60q-24 0-24-24z" fill={body} />
    <rect x="160" y="250" width="80" height="86" rx="4" fill={light} opacity="0.85" />
    <path d="M160 190v188" stroke="#fff" strokeWidth="7" opacity="0.35" strokeLinecap="round" />
  </>
);

const dropper = (colours: Colours): ReactNode => (
  <>
    <path d="M186 70q14-16 28 0v56h-28z" fill={colours.deep} />
    {bottle(colours)}
  </>
);

const jar = ({ body, deep, light, metal }: Colours): ReactNode => (
  <>
    <rect x="112" y="228" width="176" height="54" rx="10" fill={metal} />
    <path d="M104 288h192v82q0 30-30 30H134q-30 0-30-30z" fill={body} />
    <rect x="150" y="318" width="100" height="44" rx="4" fill={light} opacity="0.85" />
    <path d="M120 300v72" stroke="#fff" strokeWidth="7" opacity="0.35" strokeLinecap="round" />
    <rect x="112" y="276" width="176" height="8" fill={deep} opacity="0.4" />
  </>
);

const tube = ({ body, light, metal }: Colours): ReactNode => (
  <>
    <path d="M140 110h120l-16 238h-88z" fill={body} />
    <rect x="140" y="98" width="120" height="18" rx="3" fill={body} opacity="0.75" />
    <rect x="160" y="350" width="80" height="50" rx="6" fill={metal} />
    <path d="M170 190h60v74h-56z" fill={light} opacity="0.85" />
  </>
);

const lipstick = ({ deep, body, metal }: Colours): ReactNode => (
  <>
    <path d="M174 150q0-18 18-30l30-18q6-2 6 6v112h-54z" fill={deep} />
    <rect x="168" y="218" width="66" height="52" fill={metal} />
    <rect x="156" y="268" width="90" height="132" rx="6" fill={body} />
    <path d="M168 284v104" stroke="#fff" strokeWidth="6" opacity="0.35" strokeLinecap="round" />
  </>
);

const sheet = ({ body, light, deep }: Colours): ReactNode => (
  <>
    <path d="M120 120h160v272q-80 14-160 0z" fill={body} />
    <path d="M120 120h160v22H120z" fill={deep} opacity="0.5" />
    <ellipse cx="200" cy="262" rx="52" ry="66" fill={light} />
    <path
      d="M178 246h12M210 246h12M188 292q12 8 24 0"
      stroke={deep}
      strokeWidth="6"
      fill="none"
      strokeLinecap="round"
    />
  </>
);

const gem = (x: number, y: number, size: number, { body, light }: Colours): ReactNode => (
  <g transform={`translate(${x} ${y}) scale(${size})`}>
    <path d="M-40-10-22-34h44L40-10 0 40z" fill={body} />
    <path d="M-40-10h80L0 40z" fill={light} opacity="0.55" />
    <path d="M-22-34-12-10 0 40 12-10 22-34" fill="none" stroke="#fff" strokeWidth="2" opacity="0.7" />
  </g>
);

const ring = (colours: Colours): ReactNode => (
  <>
    <ellipse cx="200" cy="306" rx="92" ry="96" fill="none" stroke={colours.metal} strokeWidth="17" />
    <path d="M120 270q10-40 40-54" stroke="#fff" strokeWidth="5" opacity="0.5" fill="none" strokeLinecap="round" />
    {gem(200, 184, 1.15, colours)}
  </>
);

const necklace = (colours: Colours): ReactNode => (
  <>
    <path d="M96 90q8 190 104 206 96-16 104-206" fill="none" stroke={colours.metal} strokeWidth="6" />
    <circle cx="200" cy="302" r="9" fill="none" stroke={colours.metal} strokeWidth="5" />
    {gem(200, 352, 1.05, colours)}
  </>
);

const earrings = (colours: Colours): ReactNode => (
  <>
    {[140, 260].map((x) => (
      <g key={x}>
        <path
          d={`M${x} 210q-22-44 0-66 22 22 4 48`}
          fill="none"
          stroke={colours.metal}
          strokeWidth="7"
          strokeLinecap="round"
        />
        <circle cx={x} cy="226" r="9" fill={colours.metal} />
        {gem(x, 290, 0.9, colours)}
      </g>
    ))}
  </>
);

const bracelet = (colours: Colours): ReactNode => (
  <>
    <ellipse cx="200" cy="290" rx="120" ry="84" fill="none" stroke={colours.metal} strokeWidth="20" />
    <path d="M96 262q24-48 92-58" stroke="#fff" strokeWidth="5" opacity="0.5" fill="none" strokeLinecap="round" />
    {[-60, 0, 60].map((x) => gem(200 + x, 366 - Math.abs(x) / 8, 0.42, colours))}
  </>
);

const SHAPES: readonly (readonly [RegExp, (colours: Colours) => ReactNode])[] = [
  [/lip|rouge|gloss/i, lipstick],
  [/mask|sheet|patch/i, sheet],
  [/serum|essence|oil|ampoule|drops/i, dropper],
  [/cleans|foam|sun|spf|hand|scrub|gel|primer|foundation/i, tube],
  [/toner|mist|lotion|water|parfum|perfume|shampoo|micellar/i, bottle],
  [/cream|balm|powder|blush|mousse/i, jar],
  [/necklace|pendant|chain|locket/i, necklace],
  [/earring|stud|hoop/i, earrings],
  [/bracelet|bangle|cuff/i, bracelet],
  [/ring|band|solitaire/i, ring],
];

function hash(text: string): number {
  let sum = 7;
  for (const letter of text) sum = (sum * 31 + letter.charCodeAt(0)) % 9973;
  return sum;
}
