import Button from '@material-ui/core/Button';
import Accordion from '@material-ui/core/Accordion';
import AccordionDetails from '@material-ui/core/AccordionDetails';
import AccordionSummary from '@material-ui/core/AccordionSummary';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import ExpandMoreIcon from '@material-ui/icons/ExpandMore';
import { useMemo, useState, type FormEvent, type ReactNode } from 'react';
import { fieldErrors } from '@kuadrant/backstage-plugin-kuadrant-common';
import { useErrorText } from '../components/useErrorText';
import { useLeaveGuard } from '../key/useLeaveGuard';
import { useKuadrantTranslation } from '../translation';
import { CatalogPreview } from './CatalogPreview';
import { ChoiceField } from './ChoiceField';
import {
  CONTACT_FIELDS,
  DOCUMENTATION_FIELDS,
  LIFETIME_FIELDS,
  proposedName,
  type ProductDraft,
} from './draft';
import { ErrorSummary } from './ErrorSummary';
import { OwnerField } from './OwnerField';
import { RouteField } from './RouteField';
import { TagsField } from './TagsField';

const fieldId = (path: string) => `product-${path.replace(/\W/g, '-')}`;

const useStyles = makeStyles(theme => ({
  form: {
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(2.5),
    maxWidth: 760,
    overflowWrap: 'anywhere',
  },
  row: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(220px, 1fr))',
    gap: theme.spacing(2),
  },
  details: {
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(2),
  },
  actions: {
    display: 'flex',
    justifyContent: 'flex-end',
    gap: theme.spacing(1),
  },
}));

/** The form of a product, for creating and for changing one. */
export function ProductForm(props: {
  title: string;
  submitLabel: string;
  initial: ProductDraft;
  /** The product exists: name, place and owner are fixed. */
  existing?: boolean;
  /** Drawn above the fields, for example that somebody else changed the product. */
  notice?: ReactNode;
  /** Consequence of approving at once, told at that choice. */
  automaticNote?: string;
  onSubmit: (draft: ProductDraft) => Promise<void>;
  onCancel: () => void;
}) {
  const { initial, existing = false, onSubmit, onCancel } = props;
  const classes = useStyles();
  const { t } = useKuadrantTranslation();
  const errorText = useErrorText();
  const [draft, setDraft] = useState(initial);
  const [nameTouched, setNameTouched] = useState(existing);
  const [checked, setChecked] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const [running, setRunning] = useState(false);
  const dirty = JSON.stringify(draft) !== JSON.stringify(initial);
  const guard = useLeaveGuard(dirty && !running, {
    title: t('productForm.leaveTitle'),
    body: t('productForm.leaveBody'),
    confirm: t('reveal.leaveConfirm'),
  });

  const set = (changes: Partial<ProductDraft>) =>
    setDraft(previous => ({ ...previous, ...changes }));

  const errors = useMemo(() => {
    const found = new Map<string, string>();
    if (checked) {
      if (!draft.route) {
        found.set('targetRef', t('productForm.routeNeeded'));
      }
      if (draft.displayName.trim() === '') {
        found.set('displayName', t('productForm.displayNameNeeded'));
      }
      if (draft.name === '') {
        found.set('name', t('productForm.nameNeeded'));
      }
    }
    for (const { path, message } of fieldErrors(failure)) {
      found.set(path.replace(/^spec\./, ''), message);
    }
    return found;
  }, [checked, draft.route, draft.displayName, draft.name, failure, t]);

  const summary = useMemo(() => {
    const listed = [...errors].map(([path, message]) => ({
      fieldId: fieldId(path),
      message,
    }));
    return failure !== undefined && fieldErrors(failure).length === 0
      ? [...listed, { message: errorText(failure) }]
      : listed;
  }, [errors, failure, errorText]);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    setFailure(undefined);
    if (!draft.route || draft.displayName.trim() === '' || draft.name === '') {
      return;
    }
    setRunning(true);
    try {
      await onSubmit(draft);
    } catch (error) {
      setFailure(error);
      setRunning(false);
    }
  };

  const text = (
    path: string,
    label: string,
    value: string,
    onChange: (value: string) => void,
    options: {
      required?: boolean;
      multiline?: boolean;
      help?: string;
      type?: string;
    } = {},
  ) => (
    <TextField
      key={path}
      id={fieldId(path)}
      label={label}
      value={value}
      onChange={event => onChange(event.target.value)}
      required={options.required}
      multiline={options.multiline}
      minRows={options.multiline ? 3 : undefined}
      type={options.type}
      variant="outlined"
      size="small"
      fullWidth
      error={errors.has(path)}
      helperText={errors.get(path) ?? options.help}
    />
  );

  const fold = (
    name: string,
    title: string,
    open: boolean,
    children: ReactNode,
  ) => (
    <Accordion variant="outlined" defaultExpanded={open}>
      <AccordionSummary
        id={fieldId(`${name}-summary`)}
        aria-controls={fieldId(`${name}-fields`)}
        expandIcon={<ExpandMoreIcon />}
      >
        {title}
      </AccordionSummary>
      <AccordionDetails className={classes.details}>
        {children}
      </AccordionDetails>
    </Accordion>
  );
  const anyOf = (values: Record<string, string>) =>
    Object.values(values).some(value => value !== '');

  return (
    <form className={classes.form} onSubmit={submit} noValidate>
      <Typography variant="h4" component="h2">
        {props.title}
      </Typography>
      {props.notice}
      <ErrorSummary errors={summary} />
      <RouteField
        id={fieldId('targetRef')}
        value={draft.route}
        onChange={route => set({ route })}
        edited={
          existing && initial.route
            ? { namespace: initial.route.namespace, name: initial.name }
            : undefined
        }
        productName={draft.name}
        error={errors.get('targetRef')}
      />
      {text(
        'displayName',
        t('productForm.displayName'),
        draft.displayName,
        displayName =>
          set({
            displayName,
            ...(!nameTouched && { name: proposedName(displayName) }),
          }),
        { required: true },
      )}
      <div className={classes.row}>
        {!existing &&
          text(
            'name',
            t('productForm.name'),
            draft.name,
            name => {
              setNameTouched(true);
              set({ name });
            },
            { required: true, help: t('productForm.nameHelp') },
          )}
        {text('version', t('productForm.version'), draft.version, version =>
          set({ version }),
        )}
      </div>
      <TagsField
        id={fieldId('tags')}
        value={draft.tags}
        onChange={tags => set({ tags })}
        error={errors.get('tags')}
      />
      {text(
        'description',
        t('productForm.description'),
        draft.description,
        description => set({ description }),
        { multiline: true },
      )}
      {!existing && (
        <OwnerField
          id={fieldId('owner')}
          value={draft.owner}
          onChange={owner => set({ owner })}
          error={errors.get('owner')}
        />
      )}
      <ChoiceField
        label={t('productForm.approval')}
        name="approval"
        value={draft.approvalMode}
        onChange={approvalMode => set({ approvalMode })}
        options={[
          { value: 'manual', label: t('productForm.manual') },
          { value: 'automatic', label: t('productForm.automatic') },
        ]}
      >
        {draft.approvalMode === 'automatic' && props.automaticNote && (
          <Typography variant="body2" role="status">
            {props.automaticNote}
          </Typography>
        )}
      </ChoiceField>
      <ChoiceField
        label={t('productForm.visibility')}
        name="visibility"
        value={draft.publishStatus}
        onChange={publishStatus => set({ publishStatus })}
        options={[
          { value: 'Draft', label: t('productForm.draft') },
          { value: 'Published', label: t('productForm.published') },
        ]}
      />
      {fold(
        'documentation',
        t('product.documentation'),
        anyOf(initial.documentation),
        DOCUMENTATION_FIELDS.map(field =>
          text(
            `documentation.${field}`,
            t(`productForm.documentation.${field}`),
            draft.documentation[field],
            value =>
              set({
                documentation: { ...draft.documentation, [field]: value },
              }),
          ),
        ),
      )}
      {fold(
        'contact',
        t('product.contact'),
        anyOf(initial.contact),
        CONTACT_FIELDS.map(field =>
          text(
            `contact.${field}`,
            t(`productForm.contact.${field}`),
            draft.contact[field],
            value => set({ contact: { ...draft.contact, [field]: value } }),
          ),
        ),
      )}
      {fold(
        'keyLifetime',
        t('productForm.keyLifetime.title'),
        anyOf(initial.keyLifetime),
        LIFETIME_FIELDS.map(field =>
          text(
            `keyLifetime.${field}`,
            t(`productForm.keyLifetime.${field}`),
            draft.keyLifetime[field],
            value =>
              set({ keyLifetime: { ...draft.keyLifetime, [field]: value } }),
            { type: 'number' },
          ),
        ),
      )}
      <CatalogPreview draft={draft} />
      <div className={classes.actions}>
        <Button onClick={onCancel} disabled={running}>
          {t('form.cancel')}
        </Button>
        <Button
          type="submit"
          variant="contained"
          color="primary"
          disableElevation
          disabled={running}
        >
          {props.submitLabel}
        </Button>
      </div>
      {guard}
    </form>
  );
}
