import { Trans, useLingui } from '@lingui/react/macro';
import { ChangeDialog } from '../../hub/ChangeDialog';
import { RefusedAnswer } from '../../hub/problems';
import { useAnswer, useChange } from '../../hub/queries';
import { Items } from '../../ui/Items';
import { Page } from '../../ui/page';
import { Empty, Loading } from '../../ui/states';
import {
  AddAddressDocument,
  AddressesDocument,
  ChangeAddressDocument,
  RemoveAddressDocument,
} from './addresses.generated';
import { AddressFields, addressOf } from './AddressFields';
import { addressLine } from './lines';

/** Where the party has goods sent to, besides its own locations. */
export function AddressBook() {
  const { t } = useLingui();
  const { data, error, reload } = useAnswer(AddressesDocument, {});
  const add = useChange(AddAddressDocument, reload);
  const change = useChange(ChangeAddressDocument);
  const remove = useChange(RemoveAddressDocument, reload);

  return (
    <Page
      title={t`Addresses`}
      help={
        <p>
          <Trans>
            Choose one of them when you order. An order keeps the address that it was placed with, whatever becomes of
            it here; nobody but you and the seller sees it.
          </Trans>
        </p>
      }
      actions={
        <ChangeDialog
          name={t`Add an address`}
          look="primary"
          told={t`The address is kept.`}
          change={(said) => add.run({ address: addressOf(said) })}
        >
          <AddressFields />
        </ChangeDialog>
      }
    >
      {error && !data && <RefusedAnswer error={error} retry={reload} />}
      {!data && !error && <Loading rows={3} />}
      {data?.addresses.nodes.length === 0 && (
        <Empty>
          <Trans>No address yet.</Trans>
        </Empty>
      )}
      <Items
        items={(data?.addresses.nodes ?? []).map((address) => ({
          key: address.id,
          title: address.recipient,
          text: addressLine(address),
          action: (
            <>
              <ChangeDialog
                name={t`Change`}
                told={t`The address is changed.`}
                change={(said) => change.run({ addressId: address.id, address: addressOf(said) })}
              >
                <AddressFields known={address} />
              </ChangeDialog>
              <ChangeDialog
                name={t`Remove`}
                look="danger"
                told={t`The address is removed.`}
                change={() => remove.run({ addressId: address.id })}
              >
                <p>{addressLine(address)}</p>
              </ChangeDialog>
            </>
          ),
        }))}
      />
    </Page>
  );
}
