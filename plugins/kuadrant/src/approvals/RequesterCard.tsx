import {
  RELATION_MEMBER_OF,
  type Entity,
  type UserEntity,
} from '@backstage/catalog-model';
import { useApiHolder } from '@backstage/frontend-plugin-api';
import {
  catalogApiRef,
  EntityRefLinks,
  getEntityRelations,
} from '@backstage/plugin-catalog-react';
import Avatar from '@material-ui/core/Avatar';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useQuery } from '@tanstack/react-query';
import { isEntityRef, Person } from '../components/PersonName';
import { useKuadrantTranslation } from '../translation';

const useStyles = makeStyles(theme => ({
  root: { display: 'flex', gap: theme.spacing(1.5), alignItems: 'center' },
  text: { minWidth: 0, overflowWrap: 'anywhere' },
}));

const isUser = (entity: Entity | undefined): entity is UserEntity =>
  entity?.kind.toLowerCase() === 'user';

/** Who asks, as the catalog knows them: name, groups, address. Somebody whom it does not know is named as written. */
export function RequesterCard(props: { userId: string; email: string }) {
  const { userId, email } = props;
  const classes = useStyles();
  const { t } = useKuadrantTranslation();
  const catalog = useApiHolder().get(catalogApiRef);
  const { data, isSuccess } = useQuery({
    queryKey: ['entity', userId],
    // An answer must not be undefined; a person who is not in the catalog is null.
    queryFn: async () => (await catalog?.getEntityByRef(userId)) ?? null,
    enabled: catalog !== undefined && isEntityRef(userId),
    staleTime: 60_000,
  });
  const user = isUser(data ?? undefined) ? (data as UserEntity) : undefined;
  const groups = user ? getEntityRelations(user, RELATION_MEMBER_OF) : [];
  const { profile } = user?.spec ?? {};
  return (
    <div className={classes.root}>
      <Avatar src={profile?.picture} alt="" />
      <div className={classes.text}>
        <Typography>
          <Person entityRef={userId} inText />
          {groups.length > 0 && (
            <>
              {' · '}
              <EntityRefLinks entityRefs={groups} defaultKind="group" />
            </>
          )}
        </Typography>
        <Typography variant="body2" color="textSecondary">
          {email}
          {isSuccess && !user && ` · ${t('approvals.notInCatalog')}`}
          {profile?.email &&
            profile.email !== email &&
            ` · ${t('approvals.catalogEmail', { email: profile.email })}`}
        </Typography>
      </div>
    </div>
  );
}
