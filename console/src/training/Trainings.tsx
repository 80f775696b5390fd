import { Button, Checkbox, Drawer, Segmented, Table } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useMutation, useQuery } from 'urql';
import { Action } from '../app/Action';
import { Chip } from '../app/Chip';
import type { Refusal } from '../app/client';
import { useCompany } from '../app/company';
import { Refusals } from '../app/refusals';
import { word } from '../app/schema';
import { Nothing, Problem, Waiting } from '../app/states';
import { At } from '../app/time';
import { AnswerQuizDocument, CoverageDocument, TrainingsDocument, type TrainingsQuery } from '../generated/graphql';

type Training = TrainingsQuery['trainings'][number];

/** What I am to learn, with its quiz; for who plans it, everybody's and who has been reached. */
export default function Trainings() {
  const { t } = useTranslation();
  const { has } = useCompany();
  const oversees = has('QUALITY', 'COMPANY_LEADER', 'AUDITOR');
  const [which, setWhich] = useState(oversees ? 'all' : 'mine');
  const [{ data, fetching, error }, again] = useQuery({ query: TrainingsDocument, variables: { first: 50, mine: which === 'mine' }, pause: which === 'coverage' });
  const [quiz, setQuiz] = useState<Training | null>(null);
  return (
    <div className="page">
      <div className="row spread" style={{ marginBottom: 12 }}>
        <h1 style={{ fontSize: 20, margin: 0 }}>{t('place.training')}</h1>
        {has('QUALITY') && <Action name="planTraining" type="primary" done={() => again({ requestPolicy: 'network-only' })} />}
        {oversees && (
          <Segmented
            aria-label={t('search.which')}
            value={which}
            onChange={(value) => setWhich(String(value))}
            options={[
              { value: 'all', label: t('search.all') },
              { value: 'mine', label: t('training.mine') },
              { value: 'coverage', label: t('training.coverage') },
            ]}
          />
        )}
      </div>
      {which === 'coverage' ? (
        <Reached />
      ) : (
        <>
          {error && !data && <Problem error={error} again={again} />}
          {fetching && !data && <Waiting />}
          {data?.trainings.length === 0 && <Nothing words="training.none" />}
          {data?.trainings.map((one) => (
            <One key={one.id} training={one} start={() => setQuiz(one)} again={() => again({ requestPolicy: 'network-only' })} />
          ))}
        </>
      )}
      {quiz && (
        <Quiz
          training={quiz}
          close={() => {
            setQuiz(null);
            again({ requestPolicy: 'network-only' });
          }}
        />
      )}
    </div>
  );
}

function One({ training, start, again }: { training: Training; start(): void; again(): void }) {
  const { t } = useTranslation();
  const { me, centreName, zone, has } = useCompany();
  const mine = training.people.find((one) => one.person === me.id);
  const { plan } = training;
  return (
    <article className="panel">
      <div className="row spread">
        <h2 style={{ margin: 0 }}>{plan.title}</h2>
        <span className="row">
          <Chip tone="info">{word('TrainingState', training.state)}</Chip>
          {mine?.passed && <Chip tone="good">✓ {t('training.passed')}</Chip>}
        </span>
      </div>
      <p className="hint">
        <At at={training.heldAt ?? plan.at} zone={zone(plan.centre)} /> · {plan.place} · {plan.centre ? centreName(plan.centre) : t('training.company')} ·{' '}
        {t('training.people', { invited: training.people.filter((one) => one.invited).length, attended: training.people.filter((one) => one.attended).length, passed: training.people.filter((one) => one.passed).length })}
      </p>
      <div className="commands">
        {plan.cases.map((id, n) => (
          <Link key={id} to={`/library/${id}`}>
            {t('training.case', { n: n + 1 })}
          </Link>
        ))}
        {mine && plan.questions.length > 0 && training.state === 'HELD' && !mine.passed && (
          <Button type="primary" onClick={start}>
            {t(mine.attempts > 0 ? 'training.tryAgain' : 'training.quiz')}
          </Button>
        )}
        {has('QUALITY') && training.state === 'PLANNED' && (
          <>
            <Action name="inviteToTraining" fixed={{ training: training.id }} centre={plan.centre ?? ''} done={again} />
            <Action name="holdTraining" fixed={{ training: training.id }} centre={plan.centre ?? ''} type="primary" done={again} />
            <Action name="cancelTraining" fixed={{ training: training.id }} danger done={again} />
          </>
        )}
        {mine && mine.attempts > 0 && (
          <span className="quiet">{t('training.best', { right: mine.right ?? 0, of: plan.questions.length })}</span>
        )}
      </div>
    </article>
  );
}

function Quiz({ training, close }: { training: Training; close(): void }) {
  const { t } = useTranslation();
  const { me } = useCompany();
  const [answers, setAnswers] = useState<number[][]>(() => training.plan.questions.map(() => []));
  const [refusals, setRefusals] = useState<Refusal[]>([]);
  const [result, setResult] = useState<{ right: number | null; passed: boolean } | null>(null);
  const [key] = useState(() => crypto.randomUUID());
  const [{ fetching }, answer] = useMutation(AnswerQuizDocument);
  return (
    <Drawer
      open
      width={640}
      onClose={close}
      title={training.plan.title}
      footer={
        <div className="row" style={{ justifyContent: 'flex-end' }}>
          <Button onClick={close}>{t(result ? 'training.close' : 'cancel')}</Button>
          {!result && (
            <Button
              type="primary"
              loading={fetching}
              onClick={() =>
                void answer({ training: training.id, answers, key }).then(({ data }) => {
                  const errors = data?.answerQuiz.userErrors ?? [];
                  setRefusals(errors);
                  const mine = data?.answerQuiz.training?.people.find((one) => one.person === me.id);
                  if (mine && errors.length === 0) setResult({ right: mine.right, passed: mine.passed });
                })
              }
            >
              {t('training.hand')}
            </Button>
          )}
        </div>
      }
    >
      <Refusals refusals={refusals} />
      {result && (
        <p role="status">
          <Chip tone={result.passed ? 'good' : 'warn'}>{t(result.passed ? 'training.passed' : 'training.notPassed')}</Chip>{' '}
          {t('training.best', { right: result.right ?? 0, of: training.plan.questions.length })}
        </p>
      )}
      {training.plan.questions.map((question, n) => (
        <fieldset key={question.text} style={{ border: 0, padding: 0, margin: '0 0 20px' }}>
          <legend style={{ fontWeight: 600, marginBottom: 8 }}>
            {n + 1}. {question.text}
          </legend>
          <Checkbox.Group
            disabled={!!result}
            value={answers[n]}
            style={{ display: 'grid', gap: 8 }}
            onChange={(chosen) => setAnswers(answers.map((one, m) => (m === n ? (chosen as number[]) : one)))}
            options={question.options.map((label, value) => ({ label, value }))}
          />
        </fieldset>
      ))}
    </Drawer>
  );
}

function Reached() {
  const { t } = useTranslation();
  const { centreName, departmentName } = useCompany();
  const [{ data, fetching }] = useQuery({ query: CoverageDocument, variables: { centre: null } });
  const share = (part: number, of: number) => `${part} / ${of}`;
  return (
    <Table
      rowKey={(one) => one.centre + one.department}
      size="middle"
      loading={fetching && !data}
      pagination={false}
      dataSource={data?.trainingCoverage ?? []}
      locale={{ emptyText: <Nothing words="training.none" /> }}
      columns={[
        { title: t('field.centre'), render: (_, one) => centreName(one.centre) },
        { title: t('field.department'), render: (_, one) => departmentName(one.department) },
        { title: t('training.attended'), align: 'right', render: (_, one) => share(one.attended, one.people) },
        { title: t('training.passed'), align: 'right', render: (_, one) => share(one.passed, one.people) },
        { title: t('training.read'), align: 'right', render: (_, one) => share(one.read, one.people) },
      ]}
    />
  );
}
