import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import { Provider } from 'urql';
import { createClient, send, whenSignedOut } from './client';
import { forgetDrafts } from './draft';

interface Session {
  /** Undefined while it is not known yet, null where nobody is signed in. */
  person: string | null | undefined;
  /** Where signing in by the company's own log-in begins; null where it has none. */
  company: string | null;
  signIn(person: string, password: string, code?: string): Promise<void>;
  choosePassword(invitation: string, password: string): Promise<void>;
  signOut(): Promise<void>;
}

const SessionContext = createContext<Session | null>(null);

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('outside a session');
  return session;
}

/** Who is signed in; with somebody else everything that was read before is forgotten. */
export function SessionProvider({ children }: { children: ReactNode }) {
  const [person, setPerson] = useState<string | null>();
  const [company, setCompany] = useState<string | null>(null);
  const client = useMemo(() => createClient(), [person]);

  useEffect(() => {
    whenSignedOut(() => setPerson(null));
    send<{ person: string | null; company: string | null }>('GET', '/session').then(
      (session) => {
        setCompany(session.company);
        setPerson(session.person);
      },
      () => setPerson(null),
    );
  }, []);

  const signIn = useCallback(async (id: string, password: string, code?: string) => {
    setPerson((await send<{ person: string }>('POST', '/session', { person: id, password, code })).person);
  }, []);
  const choosePassword = useCallback(async (invitation: string, password: string) => {
    setPerson((await send<{ person: string }>('POST', '/session/password', { invitation, password })).person);
  }, []);
  const signOut = useCallback(async () => {
    await send('DELETE', '/session');
    forgetDrafts();
    setPerson(null);
  }, []);

  const session = useMemo(
    () => ({ person, company, signIn, choosePassword, signOut }),
    [person, company, signIn, choosePassword, signOut],
  );
  return (
    <SessionContext.Provider value={session}>
      <Provider value={client}>{children}</Provider>
    </SessionContext.Provider>
  );
}
