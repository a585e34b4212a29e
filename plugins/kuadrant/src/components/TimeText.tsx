import Tooltip from '@material-ui/core/Tooltip';
import { useFormat } from '../format/useFormat';
import { useNow } from '../format/useNow';

/** A moment told relative to now, with its absolute time for pointer and keyboard. */
export function TimeText({ value }: { value: string }) {
  const format = useFormat();
  const now = useNow();
  const moment = new Date(value);
  return (
    <Tooltip title={format.dateTime(moment)}>
      <time dateTime={value} tabIndex={0}>
        {format.relative(moment, now)}
      </time>
    </Tooltip>
  );
}
