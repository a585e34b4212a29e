import { makeStyles } from '@material-ui/core/styles';
import {
  ANNOTATIONS,
  type KeyView,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { usePersonName } from '../components/PersonName';
import { Words } from '../components/Words';
import { useFormat } from '../format/useFormat';
import { heldTerms } from '../keys/heldTerms';
import { useKuadrantTranslation } from '../translation';

const useStyles = makeStyles(theme => ({
  list: { listStyle: 'none', margin: 0, padding: 0 },
  item: {
    position: 'relative',
    padding: theme.spacing(0, 0, 1.5, 3),
    '&::before': {
      content: '""',
      position: 'absolute',
      insetInlineStart: 0,
      insetBlockStart: 4,
      width: 10,
      height: 10,
      borderRadius: '50%',
      background: theme.palette.primary.main,
    },
    '&:not(:last-child)::after': {
      content: '""',
      position: 'absolute',
      insetInlineStart: 4,
      insetBlock: '14px -4px',
      width: 2,
      background: theme.palette.divider,
    },
    '&:last-child': { paddingBlockEnd: 0 },
  },
  time: { color: theme.palette.text.secondary },
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
    at(
      key.state === 'Expired' ? 'expired' : 'expires',
      heldTerms(key).expiresAt,
    ),
  ];
  return found
    .filter(moment => moment !== undefined)
    .sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
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
        <Words quoted variant="body2">
          {moment.words}
        </Words>
      )}
    </li>
  );
}
