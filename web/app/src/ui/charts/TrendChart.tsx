import { Link, type LinkProps } from '@tanstack/react-router';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import styles from './charts.module.css';
import { scaleOf } from './scale';

export interface Series {
  name: string;
  /** One for each period; null where nothing was measured. */
  values: readonly (number | null)[];
}

interface TrendChartProps {
  label: string;
  periods: readonly string[];
  /** One is drawn as bars, up to six as lines. */
  series: readonly Series[];
  /** Drawn as a thin line: the same at another time. */
  before?: Series | undefined;
  /** The largest that a value can be, such as 1 for shares. */
  most?: number;
  format: (value: number) => string;
  formatShort: (value: number) => string;
  /** Where a period leads to. */
  linkOf?: (index: number) => LinkProps;
}

const HEIGHT = 208;
const TOP = 12;
const BOTTOM = 24;
const LABEL_WIDTH = 60;
const DASHES = ['none', '7 3', '2 3', '9 3 2 3', '4 4', '12 3'];

/** What changed over time. Who hovers over a period or tabs to it is told its values. */
export function TrendChart({ label, periods, series, before, most, format, formatShort, linkOf }: TrendChartProps) {
  const frame = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  const [current, setCurrent] = useState<number | null>(null);
  useEffect(() => {
    const watch = new ResizeObserver(([entry]) => setWidth(entry!.contentRect.width));
    watch.observe(frame.current!);
    return () => watch.disconnect();
  }, []);

  const all = [...series, ...(before ? [before] : [])];
  const scale = scaleOf(Math.max(0, ...all.flatMap(({ values }) => values.map((value) => value ?? 0))), most);
  const left = 12 + 7 * Math.max(...scale.ticks.map((tick) => formatShort(tick).length));
  const inside = Math.max(0, width - left);
  const step = inside / periods.length;
  const x = (index: number) => left + step * (index + 0.5);
  const y = (value: number) => TOP + (HEIGHT - TOP - BOTTOM) * (1 - value / scale.top);
  const every = Math.max(1, Math.ceil(LABEL_WIDTH / Math.max(step, 1)));
  const areBars = series.length === 1;
  const shown = current ?? periods.length - 1;

  return (
    <div className={styles.trend} ref={frame}>
      <p className={styles.reading} aria-hidden="true">
        <strong>{periods[shown]}</strong>
        {all.map(({ name, values }, index) => (
          <span key={name} data-series={index < series.length ? index : 'before'}>
            {!areBars || index > 0 ? <Key dash={index < series.length ? DASHES[index] : undefined} /> : null}
            {name} {values[shown] === null || values[shown] === undefined ? '–' : format(values[shown])}
          </span>
        ))}
      </p>
      {width > 0 && (
        <svg width={width} height={HEIGHT} role="group" aria-label={label} onMouseLeave={() => setCurrent(null)}>
          {scale.ticks.map((tick) => (
            <g key={tick} aria-hidden="true">
              <line x1={left} x2={width} y1={y(tick)} y2={y(tick)} className={styles.grid} />
              <text x={left - 8} y={y(tick) + 4} textAnchor="end">
                {formatShort(tick)}
              </text>
            </g>
          ))}
          {areBars &&
            series[0]!.values.map((value, index) => (
              <rect
                key={index}
                className={styles.bar}
                data-current={index === current || undefined}
                x={x(index) - step * 0.36}
                width={step * 0.72}
                y={y(value ?? 0)}
                height={Math.max(0, y(0) - y(value ?? 0))}
                rx={Math.min(2, step / 6)}
              />
            ))}
          {!areBars &&
            series.map(({ name, values }, index) => (
              <path
                key={name}
                className={styles.line}
                data-series={index}
                strokeDasharray={DASHES[index]}
                d={lineOf(values, x, y)}
              />
            ))}
          {before && <path className={styles.before} d={lineOf(before.values, x, y)} />}
          {periods.map((period, index) => (
            <g key={period}>
              {(periods.length - 1 - index) % every === 0 && (
                <text
                  x={x(index)}
                  y={HEIGHT - 6}
                  textAnchor={index === periods.length - 1 && step < 40 ? 'end' : 'middle'}
                  aria-hidden="true"
                >
                  {period}
                </text>
              )}
              <Hit
                link={linkOf?.(index)}
                label={`${period}: ${all.map(({ name, values }) => `${name} ${values[index] === null || values[index] === undefined ? '–' : format(values[index])}`).join(', ')}`}
                enter={() => setCurrent(index)}
              >
                <rect className={styles.hit} x={left + step * index} width={step} y={0} height={HEIGHT - BOTTOM} />
              </Hit>
            </g>
          ))}
        </svg>
      )}
    </div>
  );
}

function Hit({
  link,
  label,
  enter,
  children,
}: {
  link: LinkProps | undefined;
  label: string;
  enter: () => void;
  children: ReactNode;
}) {
  if (!link) {
    return (
      <g role="img" aria-label={label} onMouseEnter={enter}>
        {children}
      </g>
    );
  }
  return (
    <Link {...link} aria-label={label} className={styles.link} onMouseEnter={enter} onFocus={enter}>
      {children}
    </Link>
  );
}

function Key({ dash }: { dash: string | undefined }) {
  return (
    <svg width="18" height="8" aria-hidden="true">
      <line x1="0" x2="18" y1="4" y2="4" strokeDasharray={dash} />
    </svg>
  );
}

function lineOf(
  values: readonly (number | null)[],
  x: (index: number) => number,
  y: (value: number) => number,
): string {
  let path = '';
  let pen = 'M';
  values.forEach((value, index) => {
    if (value === null) pen = 'M';
    else {
      path += `${pen}${x(index).toFixed(1)} ${y(value).toFixed(1)}`;
      pen = 'L';
    }
  });
  return path;
}
