import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { SignInPageBlueprint } from '@backstage/plugin-app-react';
import { oidcAuthApi, oidcAuthApiRef } from './oidcAuthApi';

const signInPage = SignInPageBlueprint.make({
  params: {
    loader: async () => {
      const { SignInPage } = await import('@backstage/core-components');
      return props => (
        <SignInPage
          {...props}
          align="center"
          provider={{
            id: 'oidc',
            title: 'OpenID Connect',
            message: 'Sign in with the account of your organization.',
            apiRef: oidcAuthApiRef,
          }}
        />
      );
    },
  },
});

/** Signing in through the OpenID Connect issuer that app-config.yaml names under auth.providers.oidc. */
export const signInModule = createFrontendModule({
  pluginId: 'app',
  extensions: [oidcAuthApi, signInPage],
});
