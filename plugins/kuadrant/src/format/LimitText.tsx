import type { RouteLimitView } from '@kuadrant/backstage-plugin-kuadrant-common';
import { useKuadrantTranslation } from '../translation';
import { limitLines } from './limits';
import { useFormat } from './useFormat';

/** The limits on calls with keys of a plan, each with who shares it. */
export function LimitText(props: {
  limits: readonly RouteLimitView[];
  tier: string;
}) {
  const { t } = useKuadrantTranslation();
  const format = useFormat();
  const lines = limitLines(props.limits, props.tier, t, format);
  return (
    <>
      {lines.map((line, index) => (
        <span key={line}>
          {index > 0 && <br />}
          {line}
        </span>
      ))}
    </>
  );
}
