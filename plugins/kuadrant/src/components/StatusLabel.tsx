import type { APIKeyState } from '@kuadrant/backstage-plugin-kuadrant-common';
import { makeStyles, type Theme } from '@material-ui/core/styles';
import BlockIcon from '@material-ui/icons/Block';
import CheckCircleIcon from '@material-ui/icons/CheckCircle';
import ErrorIcon from '@material-ui/icons/Error';
import HourglassEmptyIcon from '@material-ui/icons/HourglassEmpty';
import EditIcon from '@material-ui/icons/Edit';
import PublicIcon from '@material-ui/icons/Public';
import TimerOffIcon from '@material-ui/icons/TimerOff';
import { useKuadrantTranslation } from '../translation';

type Tone = 'good' | 'waiting' | 'bad' | 'quiet';

const useStyles = makeStyles((theme: Theme) => ({
  root: {
    display: 'inline-flex',
    alignItems: 'center',
    verticalAlign: 'bottom',
    gap: theme.spacing(0.75),
    '& svg': { fontSize: '1.15em', flex: 'none' },
  },
  good: { '& svg': { color: theme.palette.success.main } },
  waiting: { '& svg': { color: theme.palette.info.main } },
  bad: { '& svg': { color: theme.palette.error.main } },
  quiet: { '& svg': { color: theme.palette.text.secondary } },
}));

const KEY_STATES: Record<APIKeyState, { icon: typeof ErrorIcon; tone: Tone }> =
  {
    Approved: { icon: CheckCircleIcon, tone: 'good' },
    Pending: { icon: HourglassEmptyIcon, tone: 'waiting' },
    Denied: { icon: BlockIcon, tone: 'bad' },
    Failed: { icon: ErrorIcon, tone: 'bad' },
    Expired: { icon: TimerOffIcon, tone: 'quiet' },
  };

/** State of a key or a request: an icon and a word, the same on every screen. */
export function KeyStatus({ state }: { state: APIKeyState }) {
  const classes = useStyles();
  const { t } = useKuadrantTranslation();
  const { icon: Icon, tone } = KEY_STATES[state];
  return (
    <span className={`${classes.root} ${classes[tone]}`}>
      <Icon aria-hidden />
      {t(`status.${state}`)}
    </span>
  );
}

/** Whether a product is in the catalog. */
export function PublishStatus({ status }: { status: 'Draft' | 'Published' }) {
  const classes = useStyles();
  const { t } = useKuadrantTranslation();
  const Icon = status === 'Published' ? PublicIcon : EditIcon;
  const tone = status === 'Published' ? 'good' : 'quiet';
  return (
    <span className={`${classes.root} ${classes[tone]}`}>
      <Icon aria-hidden />
      {t(`status.${status}`)}
    </span>
  );
}
