import { Trans, useLingui } from '@lingui/react/macro';
import { useChange } from '../../hub/queries';
import { useWord } from '../../hub/words';
import { TextArea, TextField } from '../../ui/fields';
import { Notice } from '../../ui/states';
import { Form } from './Form';
import styles from './listings.module.css';
import { mayChange, type Listing, type PartProps } from './part';
import { SetCosmeticDetailsDocument, SetJewelleryDetailsDocument } from './listings.generated';
import { localized, LocalizedFields } from './texts';
import { ANNEX } from './words';

/** What a product says beyond its name, by its trade. */
export function DetailsForm(props: PartProps) {
  return props.product.trade === 'COSMETICS' ? <CosmeticForm {...props} /> : <JewelleryForm {...props} />;
}

/** Words that are written with commas between them, or a line each. */
function wordsIn(text: string): string[] {
  return text
    .split(/[,，、\n]/)
    .map((word) => word.trim())
    .filter(Boolean);
}

type Entries = Extract<NonNullable<Listing['details']>, { ingredients: unknown }>['annexEntries'];

/** What the EU's annexes say of the ingredients. */
function AnnexEntries({ of }: { of: Entries }) {
  const { t } = useLingui();
  const word = useWord();
  if (of.length === 0) return null;
  return (
    <Notice>
      <p>
        <Trans>
          These ingredients are named in the annexes of the EU's regulation on cosmetics. What that means depends on how
          much of them the product has, and on what it is for.
        </Trans>
      </p>
      <ul className={styles.annexes} aria-label={t`Ingredients in the EU's annexes`}>
        {of.map(({ ingredient, annex, entry, isConditional }) => (
          <li key={`${ingredient} ${annex} ${entry}`}>
            {ingredient}: {word(ANNEX, annex)}
            {isConditional && (
              <>
                {' '}
                <Trans>(with exceptions)</Trans>
              </>
            )}{' '}
            <small>
              <Trans>
                Annex {annex}, entry {entry}
              </Trans>
            </small>
          </li>
        ))}
      </ul>
    </Notice>
  );
}

function CosmeticForm({ product, reload }: PartProps) {
  const { t } = useLingui();
  const { run } = useChange(SetCosmeticDetailsDocument, reload);
  const { id: productId, version: ifVersion, details } = product;
  const known = details && 'ingredients' in details ? details : null;
  const texts = known?.texts ?? [];
  return (
    <>
      <Form
        open={mayChange(product)}
        save={t`Save details`}
        told={t`Saved.`}
        change={(said) =>
          run({
            productId,
            ifVersion,
            story: localized(said, 'story', texts),
            series: localized(said, 'series', texts),
            usage: localized(said, 'usage', texts),
            ingredients: wordsIn(said('ingredients')),
            efficacy: wordsIn(said('efficacy')),
            shelfLifeMonths: said('months') ? Number(said('months')) : null,
            filingNumber: said('filing') || null,
          })
        }
      >
        <LocalizedFields label={t`Story`} name="story" texts={texts} maxLength={20000} long />
        <LocalizedFields label={t`Use`} name="usage" texts={texts} maxLength={20000} long />
        <LocalizedFields label={t`Series`} name="series" texts={texts} maxLength={200} />
        <TextArea
          label={t`Ingredients (INCI)`}
          name="ingredients"
          maxLength={10000}
          defaultValue={known?.ingredients.join(', ')}
          hint={t`Most first, with commas between them.`}
        />
        <TextArea
          label={t`What it does`}
          name="efficacy"
          maxLength={10000}
          defaultValue={known?.efficacy.join(', ')}
          hint={t`With commas between.`}
        />
        <TextField
          label={t`Keeps, in months`}
          name="months"
          type="number"
          min={1}
          max={1200}
          defaultValue={known?.shelfLifeMonths ?? ''}
        />
        <TextField label={t`Filing number`} name="filing" maxLength={200} defaultValue={known?.filingNumber ?? ''} />
      </Form>
      <AnnexEntries of={known?.annexEntries ?? []} />
    </>
  );
}

function JewelleryForm({ product, reload }: PartProps) {
  const { t } = useLingui();
  const { run } = useChange(SetJewelleryDetailsDocument, reload);
  const { id: productId, version: ifVersion, details } = product;
  const known = details && 'gemCarats' in details ? details : null;
  const texts = known?.texts ?? [];
  return (
    <Form
      open={mayChange(product)}
      save={t`Save details`}
      told={t`Saved.`}
      change={(said) =>
        run({
          productId,
          ifVersion,
          style: localized(said, 'style', texts),
          material: localized(said, 'material', texts),
          craft: localized(said, 'craft', texts),
          gem: localized(said, 'gem', texts),
          gemCarats: said('carats') || null,
          certificateNumber: said('certificate') || null,
        })
      }
    >
      <LocalizedFields label={t`Style`} name="style" texts={texts} maxLength={200} />
      <LocalizedFields label={t`Material`} name="material" texts={texts} maxLength={200} />
      <LocalizedFields label={t`Craft`} name="craft" texts={texts} maxLength={200} />
      <LocalizedFields label={t`Gem`} name="gem" texts={texts} maxLength={200} />
      <TextField
        label={t`Weight of the gem, in carats`}
        name="carats"
        type="number"
        min={0.001}
        step={0.001}
        defaultValue={known?.gemCarats ?? ''}
      />
      <TextField
        label={t`Certificate number`}
        name="certificate"
        maxLength={200}
        defaultValue={known?.certificateNumber ?? ''}
      />
    </Form>
  );
}
