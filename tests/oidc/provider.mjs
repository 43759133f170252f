// A certified OpenID provider that plays the eID broker (tests/http/identity/eid.rs and tests/browser/eid.spec.ts start it).
// Arguments: port, client id, client secret, return address. Whoever comes says in headers who she is (x-person) and how
// well she was identified (x-acr), or follows a link on a page that asks.
import Provider from 'oidc-provider';

const [port, client_id, client_secret, redirect] = process.argv.slice(2);
const address = { street_address: 'Am Alten Bahnhof 12 a', postal_code: '39999', locality: 'Erlenbrück' };
const people = {
  'subject-erika': { given_name: 'Erika Maria', family_name: 'Beispiel', birthdate: '1961-03-14', address },
  'subject-married': { given_name: 'Erika Maria', family_name: 'Neumann', birthdate: '1961-03-14', address },
  'subject-otto': { given_name: 'Otto', family_name: 'Anders', birthdate: '1990-01-02', address },
};

const provider = new Provider(`http://localhost:${port}`, {
  clients: [{ client_id, client_secret, redirect_uris: [redirect], grant_types: ['authorization_code'], response_types: ['code'] }],
  acrValues: ['urn:test:low', 'urn:test:substantial', 'urn:test:high'],
  claims: {
    openid: ['sub'],
    acr: null,
    auth_time: null,
    profile: ['given_name', 'family_name', 'birthdate'],
    address: ['address'],
  },
  findAccount: (_, sub) => ({ accountId: sub, claims: async () => ({ sub, ...people[sub] }) }),
  features: { devInteractions: { enabled: false } },
  interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
  pkce: { required: () => true },
  cookies: { keys: ['only a test'] },
});

/** Who is it? */
function ask(ctx) {
  const levels = ['urn:test:low', 'urn:test:substantial', 'urn:test:high'];
  const link = (person, acr) => `<li><a href="?person=${person}&acr=${acr}">${person} ${acr}</a></li>`;
  const links = Object.keys(people).flatMap((person) => levels.map((acr) => link(person, acr)));
  ctx.type = 'html';
  ctx.body = `<!doctype html><html lang="en"><title>TestID</title><h1>TestID</h1><ul>${links.join('')}<li><a href="?no=1">No</a></li></ul></html>`;
}

provider.use(async (ctx, next) => {
  if (!ctx.path.startsWith('/interaction/')) return next();
  const { prompt, params, session } = await provider.interactionDetails(ctx.req, ctx.res);
  if (prompt.name === 'login') {
    const accountId = ctx.get('x-person') || ctx.query.person;
    const acr = ctx.get('x-acr') || ctx.query.acr;
    if (ctx.query.no) return provider.interactionFinished(ctx.req, ctx.res, { error: 'access_denied' });
    if (!accountId) return ask(ctx);
    return provider.interactionFinished(ctx.req, ctx.res, { login: { accountId, acr, remember: false } });
  }
  const { accountId } = session;
  const grant = new provider.Grant({ accountId, clientId: params.client_id });
  grant.addOIDCScope('openid profile address');
  grant.addOIDCClaims(['acr', 'auth_time']);
  const consent = { grantId: await grant.save() };
  return provider.interactionFinished(ctx.req, ctx.res, { consent }, { mergeWithLastSubmission: true });
});

provider.listen(Number(port), '127.0.0.1', () => process.stdout.write('ready\n'));
