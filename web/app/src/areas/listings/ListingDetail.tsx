import { Trans, useLingui } from '@lingui/react/macro';
import { useParams } from '@tanstack/react-router';
import type { Visibility } from '../../hub/graph.generated';
import { RefusedAnswer } from '../../hub/problems';
import { useAnswer, useChange } from '../../hub/queries';
import { useWord } from '../../hub/words';
import { SelectField } from '../../ui/fields';
import { Columns, Page, Section } from '../../ui/page';
import { Empty, Loading, Notice } from '../../ui/states';
import { DetailsForm } from './DetailsForm';
import { DocumentsForm, MediaForm, SkusForm } from './Attached';
import { Form } from './Form';
import { History } from './History';
import { UpdateProductDocument, ListingDocument, ListingShelvesDocument } from './listings.generated';
import { State } from './State';
import styles from './listings.module.css';
import { mayChange, type Listing, type PartProps } from './part';
import { ListingSteps } from './Steps';
import { localized, LocalizedFields } from './texts';
import { LISTING_CHECK, VISIBILITY } from './words';

/** One product as its owner writes it, and as a reviewer looks at it. */
export function ListingDetail() {
  const { t } = useLingui();
  const { productId } = useParams({ strict: false }) as { productId: string };
  const { data, error, reload } = useAnswer(ListingDocument, { id: productId });
  const product = data?.product;
  return (
    <Page
      title={product ? product.name : t`Product`}
      aside={product && <State of={product} />}
      help={
        <p>
          <Trans>
            Each part is saved by itself, and every change is kept below with who made it. What is in the catalogue
            stays there while a change of it is looked at; what waits to be reviewed is not changed meanwhile.
          </Trans>
        </p>
      }
      actions={product && <ListingSteps product={product} reload={reload} />}
    >
      {error && !data && <RefusedAnswer error={error} retry={reload} />}
      {!data && !error && <Loading rows={8} />}
      {data && !product && (
        <Empty>
          <Trans>There is no such product, or it is not yours to see.</Trans>
        </Empty>
      )}
      {product && <Parts key={product.version} product={product} reload={reload} />}
    </Page>
  );
}

function Parts({ product, reload }: PartProps) {
  const { t } = useLingui();
  return (
    <>
      {product.reason && (
        <Notice tone="attention">
          <Trans>Returned: {product.reason}</Trans>
        </Notice>
      )}
      <Section title={t`Checklist`}>
        <Checklist product={product} />
      </Section>
      <Section title={t`Name and place`}>
        <TextsForm product={product} reload={reload} />
      </Section>
      {product.trade !== 'GENERAL' && (
        <Section title={t`Details`}>
          <DetailsForm product={product} reload={reload} />
        </Section>
      )}
      <Section title={t`Articles`}>
        <SkusForm product={product} reload={reload} />
      </Section>
      <Columns>
        <Section title={t`Pictures and films`}>
          <MediaForm product={product} reload={reload} />
        </Section>
        <Section title={t`Documents`}>
          <DocumentsForm product={product} reload={reload} />
        </Section>
      </Columns>
      <Section title={t`History`}>
        <History product={product} />
      </Section>
    </>
  );
}

function Checklist({ product: { checklist, faults } }: { product: Listing }) {
  const { t } = useLingui();
  const word = useWord();
  return (
    <ul className={styles.checklist}>
      {checklist?.map(({ check, isMet }) => {
        const isFault = faults?.includes(check) ?? false;
        return (
          <li key={check} data-met={isMet && !isFault}>
            <span role="img" aria-label={isMet ? t`there` : t`missing`}>
              {isMet ? '✓' : '✗'}
            </span>
            <span>
              {word(LISTING_CHECK, check)}
              {isFault && (
                <>
                  {' '}
                  <Trans>(returned for this)</Trans>
                </>
              )}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

function TextsForm({ product, reload }: PartProps) {
  const { t } = useLingui();
  const word = useWord();
  const { data } = useAnswer(ListingShelvesDocument, {});
  const { run } = useChange(UpdateProductDocument, reload);
  const { id: productId, version: ifVersion, texts, category } = product;
  const shelves = data?.categories.nodes ?? (category ? [category] : []);
  const visibilities: readonly Visibility[] = ['PUBLIC', 'PARTNERS'];
  return (
    <Form
      key={data ? 'all shelves' : 'own shelf'}
      open={mayChange(product)}
      save={t`Save name and place`}
      told={t`Saved.`}
      change={(said) =>
        run({
          productId,
          ifVersion,
          name: localized(said, 'name', texts),
          description: localized(said, 'description', texts),
          visibility: said('visibility') as Visibility,
          ...(said('category') && { categoryId: said('category') }),
        })
      }
    >
      <LocalizedFields label={t`Name`} name="name" texts={texts} maxLength={500} />
      <LocalizedFields label={t`Description`} name="description" texts={texts} maxLength={20000} long />
      <SelectField
        label={t`Shelf`}
        name="category"
        defaultValue={category?.id ?? ''}
        options={[['', t`None yet`], ...shelves.map(({ id, name }) => [id, name] as const)]}
      />
      <SelectField
        label={t`Shown to`}
        name="visibility"
        defaultValue={product.visibility}
        options={visibilities.map((one) => [one, word(VISIBILITY, one)])}
      />
    </Form>
  );
}
