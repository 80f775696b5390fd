import { App, Button, Form, Input, Upload } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Client } from 'urql';
import { forgeryToken, type Refusal } from '../app/client';
import { told } from '../app/refusals';
import { AttachEvidenceDocument } from '../generated/graphql';

/** @returns the digest by which the file is attached */
async function upload(complaint: string, file: Blob): Promise<string> {
  const response = await fetch(`/complaints/${complaint}/evidence`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/octet-stream', ...forgeryToken() },
    body: file,
  });
  const answer = (await response.json()) as { sha256: string };
  if (!response.ok) throw answer;
  return answer.sha256;
}

/** The file first: what was uploaded is attached by its digest. */
export function Evidence({ complaint }: { complaint: string }) {
  const { t, i18n } = useTranslation();
  const form = Form.useFormInstance();
  const [fault, setFault] = useState<string>();
  return (
    <>
      <Form.Item label={t('evidence.file')} extra={t('evidence.kinds')} validateStatus={fault ? 'error' : undefined} help={fault} required>
        <Upload
          maxCount={1}
          accept="image/*,audio/*,video/*,application/pdf"
          customRequest={({ file, onSuccess, onError }) => {
            setFault(undefined);
            upload(complaint, file as Blob).then(
              (sha256) => {
                form.setFieldValue(['input', 'sha256'], sha256);
                onSuccess?.(sha256);
              },
              (refusal: Refusal) => {
                setFault(refusal.code ? told(refusal, i18n.language) : t('noAnswer'));
                onError?.(new Error('refused'));
              },
            );
          }}
        >
          <Button>{t('evidence.choose')}</Button>
        </Upload>
      </Form.Item>
      <Form.Item name={['input', 'sha256']} hidden rules={[{ required: true, message: t('evidence.needed') }]}>
        <Input />
      </Form.Item>
      <Form.Item name={['input', 'title']} label={t('field.title')} rules={[{ required: true, message: t('needed', { field: t('field.title') }) }]}>
        <Input maxLength={200} />
      </Form.Item>
    </>
  );
}

export interface Photo {
  uid: string;
  sha256: string;
}

/** Pictures of what was done, taken on the spot; they become evidence with the step that they belong to. */
export function Photos({ complaint, photos, change }: { complaint: string; photos: Photo[]; change(photos: (before: Photo[]) => Photo[]): void }) {
  const { t, i18n } = useTranslation();
  const { message } = App.useApp();
  return (
    <Form.Item label={t('evidence.photos')} extra={t('evidence.photosHow')}>
      <Upload
        multiple
        maxCount={9}
        accept="image/*"
        listType="picture"
        onRemove={(file) => change((before) => before.filter((one) => one.uid !== file.uid))}
        customRequest={({ file, onSuccess, onError }) => {
          upload(complaint, file as Blob).then(
            (sha256) => {
              change((before) => [...before, { uid: (file as { uid: string }).uid, sha256 }]);
              onSuccess?.(sha256);
            },
            (refusal: Refusal) => {
              void message.error(refusal.code ? told(refusal, i18n.language) : t('noAnswer'), 8);
              onError?.(new Error('refused'));
            },
          );
        }}
      >
        <Button disabled={photos.length >= 9}>{t('evidence.take')}</Button>
      </Upload>
    </Form.Item>
  );
}

/** @returns what was refused; the step itself stands */
export async function attach(client: Client, complaint: string, photos: Photo[], title: string): Promise<Refusal[]> {
  const refused: Refusal[] = [];
  for (const [n, photo] of photos.entries()) {
    const input = { sha256: photo.sha256, title: photos.length > 1 ? `${title} ${n + 1}` : title };
    const { data } = await client.mutation(AttachEvidenceDocument, { complaint, input, act: { key: photo.uid } }).toPromise();
    refused.push(...(data?.attachEvidence.userErrors ?? [{ code: 'NO_ANSWER', clause: '', field: null, messageZh: '照片没有附上', messageEn: 'A picture was not attached' }]));
  }
  return refused;
}
