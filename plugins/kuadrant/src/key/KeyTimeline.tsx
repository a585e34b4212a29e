import { makeStyles } from '@material-ui/core/styles';
import {
  ANNOTATIONS,
  type KeyView,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { usePersonName } from '../components/PersonName';
import { useFormat } from '../format/useFormat';
import { useKuadrantTranslation } from '../translation';

const useStyles = makeStyles(theme => ({
  list: { margin: 0, paddingInlineStart: theme.spacing(2.5) },
  item: { paddingBlock: theme.spacing(0.5) },
  time: { color: theme.palette.text.secondary },
  words: { margin: 0, whiteSpace: 'pre-wrap' },
}));

type Event =
  | { kind: 'asked' | 'approved' | 'rejected'; by: string }
  | {
      kind:
        | 'approvedAutomatically'
        | 'shown'
        | 'rotated'
        | 'oldStops'
        | 'expires'
        | 'expired';
    };
type Moment = Event & { at: string; words?: string };

function moments(key: KeyView): Moment[] {
  const found: (Moment | undefined)[] = [
    key.metadata.creationTimestamp
      ? {
          kind: 'asked',
          by: key.spec.requestedBy.userId,
          at: key.metadata.creationTimestamp,
          words: key.spec.useCase,
        }
      : undefined,
    ...key.decisions.map((decision): Moment => {
      const { reviewedAt } = decision;
      const words = decision.message;
      if (decision.approved) {
        return decision.automatic
          ? { kind: 'approvedAutomatically', at: reviewedAt }
          : {
              kind: 'approved',
              by: decision.reviewedBy,
              at: reviewedAt,
              words,
            };
      }
      return {
        kind: 'rejected',
        by: decision.reviewedBy,
        at: reviewedAt,
        words,
      };
    }),
    at('rotated', key.metadata.annotations?.[ANNOTATIONS.rotatedAt]),
    at('shown', key.reveal.revealedAt),
    at('oldStops', key.rotation.previousValidUntil),
    at(key.state === 'Expired' ? 'expired' : 'expires', key.spec.expiresAt),
  ];
  return found
    .filter(moment => moment !== undefined)
    .sort((a, b) => a.at.localeCompare(b.at));
}

function at(
  kind: 'shown' | 'rotated' | 'oldStops' | 'expires' | 'expired',
  moment: string | undefined,
): Moment | undefined {
  return moment ? { kind, at: moment } : undefined;
}

/** What happened to a key and what will, in the order of time. */
export function KeyTimeline({ apiKey }: { apiKey: KeyView }) {
  const classes = useStyles();
  return (
    <ol className={classes.list}>
      {moments(apiKey).map(moment => (
        <TimelineItem key={`${moment.kind} ${moment.at}`} moment={moment} />
      ))}
    </ol>
  );
}

function TimelineItem({ moment }: { moment: Moment }) {
  const classes = useStyles();
  const { t } = useKuadrantTranslation();
  const format = useFormat();
  const name = usePersonName('by' in moment ? moment.by : '');
  return (
    <li className={classes.item}>
      {'by' in moment
        ? t(`timeline.${moment.kind}`, { name })
        : t(`timeline.${moment.kind}`)}{' '}
      <time dateTime={moment.at} className={classes.time}>
        {format.dateTime(new Date(moment.at))}
      </time>
      {moment.words && (
        <p className={classes.words}>
          <q>{moment.words}</q>
        </p>
      )}
    </li>
  );
}
