import Checkbox from '@material-ui/core/Checkbox';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import Tab from '@material-ui/core/Tab';
import Tabs from '@material-ui/core/Tabs';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { KeyView } from '@kuadrant/backstage-plugin-kuadrant-common';
import { useId, useState } from 'react';
import { HostField, HostNotes } from '../calling/Hosts';
import { placementText } from '../calling/placementText';
import { CopyButton } from '../components/CopyButton';
import { useFormat } from '../format/useFormat';
import { useKuadrantTranslation } from '../translation';
import { exampleCall, placementOf } from './snippets/call';
import { curl, go, java, javascript, python } from './snippets/snippets';

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

/** How to call the API with a key, in several languages. */
export function CallExamples(props: {
  apiKey: KeyView;
  /** The key's value while it is shown. */
  value?: string;
}) {
  const { apiKey, value } = props;
  const classes = useStyles();
  const { t } = useKuadrantTranslation();
  const format = useFormat();
  const id = useId();
  const [language, setLanguage] = useState<Language>('curl');
  const [filled, setFilled] = useState(false);
  const [hostname, setHostname] = useState<string>();
  const hosts = apiKey.hosts ?? [];
  const host = hosts.find(each => each.hostname === hostname) ?? hosts[0];
  const example = exampleCall(apiKey, host);
  const credential = (
    <>
      {apiKey.anonymous && <Typography>{t('call.anonymous')}</Typography>}
      <Typography>{placementText(placementOf(apiKey), t)}</Typography>
    </>
  );
  if ('missing' in example) {
    return (
      <>
        <Typography>
          {example.missing === 'address'
            ? t('call.noAddress')
            : t('call.noPlacement')}
        </Typography>
        {example.missing === 'address' && credential}
      </>
    );
  }
  const { call, placeholders } = example;
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
      <HostField
        hosts={hosts}
        value={host}
        onChange={chosen => setHostname(chosen?.hostname)}
      />
      {credential}
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
        <HostNotes host={{ ...host, placeholder: false }} />
      </div>
    </>
  );
}
