import {
  Sidebar as CoreSidebar,
  SidebarDivider,
  SidebarGroup,
  SidebarItem,
  SidebarScrollWrapper,
  SidebarSpace,
} from '@backstage/core-components';
import type {
  NavContentComponentProps,
  NavContentNavItem,
} from '@backstage/plugin-app-react';
import { NotificationsSidebarItem } from '@backstage/plugin-notifications';
import { UserSettingsSignInAvatar } from '@backstage/plugin-user-settings';
import MenuIcon from '@material-ui/icons/Menu';
import { Logo } from './Logo';

function NavItem({ href, icon, title }: NavContentNavItem) {
  return <SidebarItem to={href} icon={() => icon} text={title} />;
}

function SettingsAvatar() {
  return <UserSettingsSignInAvatar />;
}

export function Sidebar({ navItems }: NavContentComponentProps) {
  const nav = navItems.withComponent(NavItem);
  // These have their own places below, so they must not come again among the rest.
  const notifications = nav.take('page:notifications');
  const settings = navItems.take('page:user-settings');
  return (
    <CoreSidebar>
      <Logo />
      <SidebarDivider />
      <SidebarGroup label="Menu" icon={<MenuIcon />}>
        {nav.take('page:catalog')}
        {nav.take('page:api-docs')}
        {nav.take('page:kuadrant')}
        <SidebarDivider />
        <SidebarScrollWrapper>
          {nav.rest({ sortBy: 'title' })}
        </SidebarScrollWrapper>
      </SidebarGroup>
      <SidebarSpace />
      <SidebarDivider />
      {notifications && (
        <NotificationsSidebarItem
          titleCounterEnabled={false}
          webNotificationsEnabled={false}
        />
      )}
      {settings && (
        <SidebarItem
          to={settings.href}
          icon={SettingsAvatar}
          text={settings.title}
        />
      )}
    </CoreSidebar>
  );
}
