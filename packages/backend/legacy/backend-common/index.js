/** Takes the services of Backstage's present backend system as they are. */
exports.createLegacyAuthAdapters = ({ auth, httpAuth, userInfo }) => ({
  auth,
  httpAuth,
  userInfo,
});
