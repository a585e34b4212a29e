import Checkbox from '@material-ui/core/Checkbox';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import Tab from '@material-ui/core/Tab';
import Tabs from '@material-ui/core/Tabs';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import Skeleton from '@material-ui/lab/Skeleton';
import type { RouteHostView } from '@kuadrant/backstage-plugin-kuadrant-common';
import { useId, useState } from 'react';
import { useApiOperations } from '../api/queries';
import { CopyButton } from '../components/CopyButton';
import { useFormat } from '../format/useFormat';
import { useKuadrantTranslation } from '../translation';
import { type CallTarget, exampleCall } from './exampleCall';
import { OperationField } from './OperationField';
import { curl, go, java, javascript, python } from './snippets';

const LANGUAGES = ['curl', 'javascript', 'python', 'go', 'java'] as const;
type Language = (typeof LANGUAGES)[number];
const GENERATORS = { curl, javascript, python, go, java };

const useStyles = makeStyles(theme => ({
  code: {
    margin: 0,
    padding: theme.spacing(2),
    overflowX: 'auto',
    borderRadius: theme.shape.borderRadius,
    border: `1px solid ${theme.palette.divider}`,
    background: theme.palette.background.default,
    fontSize: '0.875rem',
    lineHeight: 1.5,
  },
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1),
    marginBlock: theme.spacing(1),
  },
  tabs: { minHeight: 36 },
  tab: { minWidth: 0, minHeight: 36, textTransform: 'none' },
}));

/** An example of a call in several languages, for an operation that the reader chooses. */
export function ExampleCode(props: {
  target: CallTarget;
  host: RouteHostView | undefined;
  /** The key's value while it is shown. */
  value?: string;
}) {
  const { target, host, value } = props;
  const { t } = useKuadrantTranslation();
  // An API without a document that can be read has an example without an operation.
  const { data: operations, isPending } = useApiOperations(target.product);
  const [name, setName] = useState<string>();
  if (isPending) {
    return <Skeleton variant="rect" height={160} />;
  }
  const items = operations?.items ?? [];
  const chosen =
    items.find(each => each.name === name) ??
    items.find(each => each.name === operations?.preferred) ??
    items[0];
  const type = operations?.type;
  if (type === 'asyncapi' || type === 'grpc') {
    return <Typography>{t(`call.noExample.${type}`)}</Typography>;
  }
  const example = exampleCall(target, host, chosen?.call);
  return (
    <>
      <OperationField
        operations={operations}
        value={chosen}
        onChange={operation => setName(operation?.name)}
      />
      {'missing' in example ? (
        <Typography>{t(`call.missing.${example.missing}`)}</Typography>
      ) : (
        <Code {...example} value={value} />
      )}
      {type === 'graphql' && !('missing' in example) && (
        <Typography variant="body2">{t('call.graphqlPath')}</Typography>
      )}
    </>
  );
}

function Code(props: {
  call: Parameters<typeof curl>[0];
  placeholders: string[];
  value?: string;
}) {
  const { call, placeholders, value } = props;
  const classes = useStyles();
  const { t } = useKuadrantTranslation();
  const format = useFormat();
  const id = useId();
  const [language, setLanguage] = useState<Language>('curl');
  const [filled, setFilled] = useState(false);
  const words = {
    statuses: t('call.statuses'),
    variable: t('call.variable', { variable: call.variable }),
  };
  const putIn = filled && language === 'curl' ? value : undefined;
  const code =
    language === 'curl'
      ? curl(call, words, putIn)
      : GENERATORS[language](call, words);
  return (
    <>
      <Tabs
        value={language}
        onChange={(_, chosen: Language) => setLanguage(chosen)}
        className={classes.tabs}
        variant="scrollable"
        scrollButtons="off"
        indicatorColor="primary"
        aria-label={t('call.title')}
      >
        {LANGUAGES.map(each => (
          <Tab
            key={each}
            value={each}
            className={classes.tab}
            id={`${id}-${each}`}
            aria-controls={`${id}-code`}
            label={
              each === 'javascript' && call.placement.in === 'cookie'
                ? 'Node.js'
                : t(`call.language.${each}`)
            }
          />
        ))}
      </Tabs>
      <div
        role="tabpanel"
        id={`${id}-code`}
        aria-labelledby={`${id}-${language}`}
      >
        <div className={classes.bar}>
          <CopyButton text={code} label={t('call.copy')} />
          {value !== undefined && language === 'curl' && (
            <FormControlLabel
              control={
                <Checkbox
                  size="small"
                  color="primary"
                  checked={filled}
                  onChange={event => setFilled(event.target.checked)}
                />
              }
              label={t('call.putIn')}
            />
          )}
        </div>
        <pre
          className={classes.code}
          dir="ltr"
          tabIndex={0}
          aria-label={t('call.code')}
        >
          <code>{code}</code>
        </pre>
        {call.placement.in === 'query' && (
          <Typography variant="body2">{t('call.queryWarning')}</Typography>
        )}
        {placeholders.length > 0 && (
          <Typography variant="body2">
            {t('call.placeholder', { placeholder: format.list(placeholders) })}
          </Typography>
        )}
      </div>
    </>
  );
}
