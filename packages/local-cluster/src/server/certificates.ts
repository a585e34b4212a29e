import 'reflect-metadata';
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509';
import { createPrivateKey, KeyObject } from 'node:crypto';
import { isIP } from 'node:net';

/** What a TLS server presents, as PEM. */
export interface ServerIdentity {
  authority: string;
  certificate: string;
  key: string;
}

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const lifetimeMilliseconds = 10 * 365 * 24 * 60 * 60 * 1000;

async function pemOf(key: CryptoKey): Promise<string> {
  const der = Buffer.from(await crypto.subtle.exportKey('pkcs8', key));
  const keyObject: KeyObject = createPrivateKey({
    key: der,
    format: 'der',
    type: 'pkcs8',
  });
  return keyObject.export({ type: 'pkcs8', format: 'pem' }).toString();
}

function alternativeNames(
  host: string,
): Array<{ type: 'dns' | 'ip'; value: string }> {
  const names = new Set(['localhost', '127.0.0.1', '::1']);
  // A server that listens on every address is reached by names that are not known here.
  if (host && !['0.0.0.0', '::'].includes(host)) {
    names.add(host);
  }
  return [...names].map(value => ({
    type: isIP(value) ? 'ip' : 'dns',
    value,
  }));
}

/** Makes an authority of its own and a server certificate for this host, valid for ten years. */
export async function createServerIdentity(
  host: string,
): Promise<ServerIdentity> {
  const generate = async () =>
    (await crypto.subtle.generateKey(algorithm, true, [
      'sign',
      'verify',
    ])) as CryptoKeyPair;
  const [authorityKeys, serverKeys] = await Promise.all([
    generate(),
    generate(),
  ]);
  const notBefore = new Date(Date.now() - 60_000);
  const notAfter = new Date(notBefore.getTime() + lifetimeMilliseconds);
  const authority: X509Certificate =
    await X509CertificateGenerator.createSelfSigned({
      name: 'CN=local-cluster authority',
      keys: authorityKeys,
      signingAlgorithm: algorithm,
      notBefore,
      notAfter,
      extensions: [
        new BasicConstraintsExtension(true, 0, true),
        new KeyUsagesExtension(KeyUsageFlags.keyCertSign, true),
      ],
    });
  const certificate = await X509CertificateGenerator.create({
    subject: 'CN=local-cluster',
    issuer: authority.subject,
    publicKey: serverKeys.publicKey,
    signingKey: authorityKeys.privateKey,
    signingAlgorithm: algorithm,
    notBefore,
    notAfter,
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      new SubjectAlternativeNameExtension(alternativeNames(host)),
    ],
  });
  return {
    authority: `${authority.toString('pem')}\n`,
    certificate: `${certificate.toString('pem')}\n`,
    key: await pemOf(serverKeys.privateKey),
  };
}
