import { Trans, useLingui } from '@lingui/react/macro';
import { useAct } from '../../hub/act';
import { ChangeDialog } from '../../hub/ChangeDialog';
import type { DocumentInput, DocumentKind, MediaInput, Unit } from '../../hub/graph.generated';
import { useChange } from '../../hub/queries';
import { UNIT } from '../../hub/quantities';
import { useWord } from '../../hub/words';
import { Button } from '../../ui/Button';
import { Buttons, SelectField, TextField } from '../../ui/fields';
import { useFormat } from '../../ui/format';
import { Empty } from '../../ui/states';
import { Table } from '../../ui/Table';
import { FileField } from '../files/FileField';
import { mayChange, type Listing, type PartProps } from './part';
import {
  CreateSkuDocument,
  UpdateSkuDocument,
  SetProductDocumentsDocument,
  SetProductMediaDocument,
  type TextsFragment,
} from './listings.generated';
import styles from './listings.module.css';
import { localized, LocalizedFields, textIn } from './texts';
import { DOCUMENT_KIND, MEDIA_KIND } from './words';

type Medium = Listing['media'][number];
type Paper = Listing['documents'][number];
type Sku = Listing['skus'][number];

function asGiven(texts: readonly TextsFragment[]) {
  return texts.map(({ language, text }) => ({ language, text }));
}

function asMediaInput({ file, texts }: Medium): MediaInput {
  return { fileId: file?.id ?? '', alt: asGiven(texts) };
}

function asDocumentInput({ kind, file, issuedOn, validUntil, texts }: Paper): DocumentInput {
  return { kind, fileId: file?.id ?? '', issuedOn, validUntil, title: asGiven(texts) };
}

/** What shows a product, in its order. */
export function MediaForm({ product, reload }: PartProps) {
  const { t } = useLingui();
  const word = useWord();
  const { id: productId, version: ifVersion, media } = product;
  const { run } = useChange(SetProductMediaDocument, reload);
  const { act, running } = useAct(SetProductMediaDocument);
  const open = mayChange(product);
  const given = media.map(asMediaInput);
  const set = (now: MediaInput[], told: string) => void act({ productId, ifVersion, media: now }, told).then(reload);
  return (
    <>
      {media.length === 0 && (
        <Empty>
          <Trans>Nothing shows it yet.</Trans>
        </Empty>
      )}
      {media.length > 0 && (
        <Table
          label={t`Pictures and films`}
          rows={media}
          keyOf={({ id }) => id}
          columns={[
            { key: 'kind', header: t`Kind`, leads: true, cell: ({ kind }) => word(MEDIA_KIND, kind) },
            { key: 'file', header: t`File`, cell: (medium) => <Shown medium={medium} /> },
            {
              key: 'alt',
              header: t`In words`,
              cell: ({ texts }) => textIn(texts, 'alt', 'zh') || textIn(texts, 'alt', 'en') || '–',
            },
            {
              key: 'next',
              header: t`Next step`,
              align: 'end',
              cell: (row) => {
                const place = media.indexOf(row);
                const others = given.filter((_, other) => other !== place);
                return (
                  open && (
                    <Buttons>
                      {place > 0 && (
                        <Button disabled={running} onClick={() => set([given[place]!, ...others], t`It leads now.`)}>
                          <Trans>Show first</Trans>
                        </Button>
                      )}
                      <Button look="quiet" disabled={running} onClick={() => set(others, t`Taken away.`)}>
                        <Trans>Remove</Trans>
                      </Button>
                    </Buttons>
                  )
                );
              },
            },
          ]}
        />
      )}
      {open && (
        <Buttons>
          <ChangeDialog
            name={t`Add a picture or film`}
            told={t`Added.`}
            change={(said) =>
              run({
                productId,
                ifVersion,
                media: [...given, ...idsIn(said('files')).map((fileId) => ({ fileId, alt: localized(said, 'alt') }))],
              })
            }
          >
            <FileField
              label={t`Pictures, film or model`}
              hint={t`Pictures, a film (MP4) or a 3D model (GLB). Eight pictures or more at once are taken all around it.`}
              name="files"
              kinds={['IMAGE', 'SPIN_360', 'VIDEO', 'MODEL_3D']}
              many
              required
            />
            <LocalizedFields label={t`What it shows`} name="alt" texts={[]} maxLength={500} />
          </ChangeDialog>
        </Buttons>
      )}
    </>
  );
}

/** Papers about a product. */
export function DocumentsForm({ product, reload }: PartProps) {
  const { t } = useLingui();
  const word = useWord();
  const { date } = useFormat();
  const { id: productId, version: ifVersion, documents } = product;
  const { run } = useChange(SetProductDocumentsDocument, reload);
  const { act, running } = useAct(SetProductDocumentsDocument);
  const open = mayChange(product);
  const kinds: readonly DocumentKind[] = ['FILING', 'CERTIFICATE', 'QC_REPORT', 'SAFETY_SHEET'];
  const given = documents.map(asDocumentInput);
  return (
    <>
      {documents.length === 0 && (
        <Empty>
          <Trans>No document yet.</Trans>
        </Empty>
      )}
      {documents.length > 0 && (
        <Table
          label={t`Documents`}
          rows={documents}
          keyOf={({ id }) => id}
          columns={[
            { key: 'title', header: t`Title`, leads: true, cell: ({ title }) => title },
            { key: 'kind', header: t`Kind`, cell: ({ kind }) => word(DOCUMENT_KIND, kind) },
            { key: 'file', header: t`File`, cell: ({ url, file }) => <a href={url}>{file?.name ?? t`Open`}</a> },
            {
              key: 'until',
              header: t`Valid until`,
              cell: ({ validUntil }) => (validUntil ? date(validUntil) : t`No end`),
            },
            {
              key: 'next',
              header: t`Next step`,
              align: 'end',
              cell: (row) =>
                open && (
                  <Button
                    look="quiet"
                    disabled={running}
                    onClick={() => {
                      const others = given.filter((_, other) => other !== documents.indexOf(row));
                      void act({ productId, ifVersion, documents: others }, t`Taken away.`).then(reload);
                    }}
                  >
                    <Trans>Remove</Trans>
                  </Button>
                ),
            },
          ]}
        />
      )}
      {open && (
        <Buttons>
          <ChangeDialog
            name={t`Add a document`}
            told={t`Added.`}
            change={(said) =>
              run({
                productId,
                ifVersion,
                documents: [
                  ...given,
                  {
                    kind: said('kind') as DocumentKind,
                    fileId: said('file'),
                    title: localized(said, 'title'),
                    issuedOn: said('issued') || null,
                    validUntil: said('until') || null,
                  },
                ],
              })
            }
          >
            <SelectField label={t`Kind`} name="kind" options={kinds.map((one) => [one, word(DOCUMENT_KIND, one)])} />
            <FileField
              label={t`File`}
              hint={t`PDF, or a picture of the paper.`}
              name="file"
              kinds={['DOCUMENT']}
              required
            />
            <LocalizedFields label={t`Title`} name="title" texts={[]} maxLength={500} />
            <TextField label={t`Issued on`} name="issued" type="date" />
            <TextField label={t`Valid until`} name="until" type="date" />
          </ChangeDialog>
        </Buttons>
      )}
    </>
  );
}

/** The units in which a product is sold. */
export function SkusForm({ product, reload }: PartProps) {
  const { t } = useLingui();
  const word = useWord();
  const { id: productId, version: ifVersion, skus } = product;
  const add = useChange(CreateSkuDocument, reload);
  const change = useChange(UpdateSkuDocument, reload);
  const open = mayChange(product);
  return (
    <>
      {skus.length === 0 && (
        <Empty>
          <Trans>No article yet: size, colour or pack in which it is sold.</Trans>
        </Empty>
      )}
      {skus.length > 0 && (
        <Table
          label={t`Articles`}
          rows={skus}
          keyOf={({ id }) => id}
          columns={[
            { key: 'code', header: t`Code`, leads: true, cell: ({ code }) => code },
            { key: 'name', header: t`Name`, cell: ({ name }) => name },
            { key: 'unit', header: t`Counted in`, cell: ({ unit }) => word(UNIT, unit) },
            { key: 'gtin', header: t`GTIN`, cell: ({ gtin }) => gtin ?? '–' },
            {
              key: 'next',
              header: t`Next step`,
              align: 'end',
              cell: (sku) =>
                open && (
                  <ChangeDialog
                    name={t`Change`}
                    title={t`Change ${sku.code}`}
                    told={t`Saved.`}
                    change={(said) =>
                      change.run({
                        skuId: sku.id,
                        ifVersion,
                        code: said('code'),
                        gtin: said('gtin'),
                        name: localized(said, 'name', sku.texts),
                      })
                    }
                  >
                    <SkuFields sku={sku} />
                  </ChangeDialog>
                ),
            },
          ]}
        />
      )}
      {open && (
        <Buttons>
          <ChangeDialog
            name={t`Add an article`}
            told={t`Added.`}
            change={(said) =>
              add.run({
                productId,
                ifVersion,
                code: said('code'),
                unit: said('unit') as Unit,
                gtin: said('gtin') || null,
                name: localized(said, 'name'),
              })
            }
          >
            <SkuFields />
          </ChangeDialog>
        </Buttons>
      )}
    </>
  );
}

function SkuFields({ sku }: { sku?: Sku }) {
  const { t } = useLingui();
  const word = useWord();
  return (
    <>
      <TextField label={t`Code`} name="code" maxLength={200} defaultValue={sku?.code} required />
      {!sku && (
        <SelectField
          label={t`Counted in`}
          hint={t`For good: every quantity is a whole number of these`}
          name="unit"
          defaultValue="C62"
          options={Object.keys(UNIT).map((one) => [one, word(UNIT, one as Unit)])}
        />
      )}
      <TextField
        label={t`GTIN`}
        name="gtin"
        maxLength={200}
        inputMode="numeric"
        defaultValue={sku?.gtin ?? ''}
        hint={t`8, 12, 13 or 14 digits`}
      />
      <LocalizedFields label={t`Name`} name="name" texts={sku?.texts ?? []} maxLength={500} />
    </>
  );
}

function Shown({ medium: { kind, url, file } }: { medium: Medium }) {
  const { t } = useLingui();
  const name = file?.name ?? t`Open`;
  if (kind === 'IMAGE' || kind === 'SPIN_360') {
    return <img className={styles.shown} src={url} alt={name} width="48" height="60" loading="lazy" />;
  }
  return <a href={url}>{name}</a>;
}

/** The ids that a field for files has, apart by blanks. */
function idsIn(said: string): string[] {
  return said.split(' ').filter(Boolean);
}
