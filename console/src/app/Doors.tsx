import { lazy, Suspense } from 'react';
import { Navigate, Route, Routes } from 'react-router';
import { SignIn } from '../session/SignIn';
import { Welcome } from '../session/Welcome';
import { CompanyProvider } from './company';
import { Frame } from './Frame';
import { useSession } from './session';
import { Waiting } from './states';

const MyWork = lazy(() => import('../work/MyWork'));
const Register = lazy(() => import('../register/Register'));
const Complaints = lazy(() => import('../search/Complaints'));
const Case = lazy(() => import('../complaint/Case'));
const Boards = lazy(() => import('../boards/Boards'));
const Visits = lazy(() => import('../visits/Visits'));
const MonthEnd = lazy(() => import('../monthend/MonthEnd'));
const Library = lazy(() => import('../library/Library'));
const LibraryCase = lazy(() => import('../library/LibraryCase'));
const Forum = lazy(() => import('../forum/Forum'));
const Trainings = lazy(() => import('../training/Trainings'));
const Receipt = lazy(() => import('../receipt/Receipt'));
const Owners = lazy(() => import('../owners/Owners'));
const Imports = lazy(() => import('../imports/Imports'));
const Policy = lazy(() => import('../policy/Policy'));
const People = lazy(() => import('../organisation/People'));
const Operations = lazy(() => import('../operations/Operations'));
const Settings = lazy(() => import('../settings/Settings'));

/** Who may come in, and where everything is: each place has an address that can be sent to a colleague. */
export function Doors() {
  const { person } = useSession();
  if (person === undefined) return <Waiting />;
  return (
    <Routes>
      <Route path="/welcome" element={<Welcome />} />
      <Route
        path="/receipt"
        element={
          <Suspense fallback={<Waiting />}>
            <Receipt />
          </Suspense>
        }
      />
      {person === null ? (
        <Route path="*" element={<SignIn />} />
      ) : (
        <Route
          path="*"
          element={
            <CompanyProvider>
              <Frame>
                <Suspense fallback={<Waiting />}>
                  <Routes>
                    <Route path="/" element={<Navigate to="/work" replace />} />
                    <Route path="/work" element={<MyWork />} />
                    <Route path="/register" element={<Register />} />
                    <Route path="/search" element={<Complaints />} />
                    <Route path="/case/:number" element={<Case />} />
                    <Route path="/boards" element={<Boards />} />
                    <Route path="/visits" element={<Visits />} />
                    <Route path="/month" element={<MonthEnd />} />
                    <Route path="/library" element={<Library />} />
                    <Route path="/library/:id" element={<LibraryCase />} />
                    <Route path="/training" element={<Trainings />} />
                    <Route path="/forum" element={<Forum />} />
                    <Route path="/owners" element={<Owners />} />
                    <Route path="/imports" element={<Imports />} />
                    <Route path="/policy" element={<Policy />} />
                    <Route path="/people" element={<People />} />
                    <Route path="/operations" element={<Operations />} />
                    <Route path="/settings" element={<Settings />} />
                    <Route path="*" element={<Navigate to="/work" replace />} />
                  </Routes>
                </Suspense>
              </Frame>
            </CompanyProvider>
          }
        />
      )}
    </Routes>
  );
}
