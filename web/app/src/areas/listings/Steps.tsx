import { Trans, useLingui } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';
import { useAct } from '../../hub/act';
import { ChangeDialog } from '../../hub/ChangeDialog';
import type { ListingCheck } from '../../hub/graph.generated';
import { useChange } from '../../hub/queries';
import { useViewer } from '../../hub/viewer';
import { useWord } from '../../hub/words';
import { Button } from '../../ui/Button';
import { SelectField, TextArea, TextField } from '../../ui/fields';
import type { PartProps } from './part';
import {
  ApproveProductDocument,
  CopyProductDocument,
  DeclineProductDocument,
  PublishProductDocument,
  SubmitProductDocument,
  WithdrawProductDocument,
} from './listings.generated';
import { localized, LocalizedFields } from './texts';
import { LISTING_CHECK } from './words';

/** What the viewer may do with a product now. */
export function ListingSteps({ product, reload }: PartProps) {
  const { t } = useLingui();
  const { party, role } = useViewer();
  const submit = useChange(SubmitProductDocument, reload);
  const publish = useAct(PublishProductDocument);
  const withdraw = useChange(WithdrawProductDocument, reload);
  const { id: productId, version: ifVersion, availableActions } = product;
  const may = new Set(availableActions);
  return (
    <>
      {may.has('APPROVE') && <Review product={product} reload={reload} />}
      {may.has('SUBMIT') && (
        <ChangeDialog
          name={t`Submit for review`}
          look="primary"
          told={t`Submitted. You will find the answer here.`}
          change={(said) => submit.run({ productId, ifVersion, note: said('note') || null })}
        >
          <TextArea label={t`What the reviewer should know`} name="note" maxLength={2000} />
        </ChangeDialog>
      )}
      {may.has('PUBLISH') && (
        <Button
          look="primary"
          disabled={publish.running}
          onClick={() => void publish.act({ productId, ifVersion }, t`It is in the catalogue.`).then(reload)}
        >
          <Trans>Publish</Trans>
        </Button>
      )}
      {may.has('WITHDRAW') && (
        <ChangeDialog
          name={product.status === 'PUBLISHED' ? t`Take out of the catalogue` : t`Take back`}
          look="danger"
          told={t`Done.`}
          change={(said) => withdraw.run({ productId, ifVersion, reason: said('reason') || null })}
        >
          <TextArea label={t`Why`} name="reason" maxLength={2000} hint={t`For your own history.`} />
        </ChangeDialog>
      )}
      {product.owner.id === party.id && (role === 'OWNER' || role === 'MANAGER') && <Copy product={product} />}
    </>
  );
}

function Review({ product, reload }: PartProps) {
  const { t } = useLingui();
  const word = useWord();
  const { run } = useChange(DeclineProductDocument, reload);
  const { act, running } = useAct(ApproveProductDocument);
  const input = { productId: product.id, ifVersion: product.version };
  const checks = product.checklist?.map(({ check }) => check) ?? [];
  return (
    <>
      <Button look="primary" disabled={running} onClick={() => void act(input, t`Approved.`).then(reload)}>
        <Trans>Approve</Trans>
      </Button>
      <ChangeDialog
        name={t`Return`}
        look="danger"
        told={t`Returned to its owner.`}
        change={(said) =>
          run({
            ...input,
            reason: said('reason'),
            faults: said('fault') ? [said('fault') as ListingCheck] : [],
          })
        }
      >
        <SelectField
          label={t`What is amiss`}
          name="fault"
          options={[['', t`Something else`], ...checks.map((one) => [one, word(LISTING_CHECK, one)] as const)]}
        />
        <TextArea label={t`Why`} name="reason" maxLength={2000} required hint={t`Its owner reads it.`} />
      </ChangeDialog>
    </>
  );
}

function Copy({ product }: Pick<PartProps, 'product'>) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const { run } = useChange(CopyProductDocument, ({ copyProduct }) => {
    if (copyProduct.product)
      void navigate({ to: '/products/$productId', params: { productId: copyProduct.product.id } as never });
  });
  return (
    <ChangeDialog
      name={t`Copy`}
      told={t`This is the copy, a draft.`}
      change={(said) =>
        run({
          productId: product.id,
          name: localized(said, 'name', product.texts),
          skuCodeEnding: said('ending') || null,
        })
      }
    >
      <LocalizedFields label={t`Name`} name="name" texts={product.texts} maxLength={500} />
      <TextField
        label={t`Ending of the articles' codes`}
        name="ending"
        maxLength={20}
        placeholder="-2"
        hint={t`Left empty, articles are not copied.`}
      />
    </ChangeDialog>
  );
}
