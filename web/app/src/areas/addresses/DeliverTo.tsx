import { useLingui } from '@lingui/react/macro';
import { ChangeDialog } from '../../hub/ChangeDialog';
import { useAnswer, useChange } from '../../hub/queries';
import { Buttons, SelectField } from '../../ui/fields';
import { AddAddressDocument, PlacesToDeliverToDocument } from './addresses.generated';
import { AddressFields, addressOf } from './AddressFields';
import { addressLine } from './lines';

/** Where goods go, as orders take it: by the id of a location or an address, or nowhere in particular. */
export function destinationOf(id: string): { addressId?: string; deliverToId?: string } {
  if (!id) return {};
  return id.startsWith('Address:') ? { addressId: id } : { deliverToId: id };
}

/** One of the party's locations or addresses; its first location, or newest address, unless one is chosen. */
export function DeliverTo({ value, choose }: { value: string; choose: (id: string) => void }) {
  const { t } = useLingui();
  const { data, reload } = useAnswer(PlacesToDeliverToDocument, {});
  const add = useChange(AddAddressDocument, ({ addAddress: { address } }) => {
    reload();
    if (address) choose(address.id);
  });
  const party = data?.viewer?.party;
  const places = party && 'locations' in party ? party.locations : undefined;
  return (
    <>
      <SelectField
        label={t`Deliver to`}
        value={value}
        options={[
          ['', places ? t`Our first place` : t`My newest address`],
          ...(places ?? []).map((place) => [place.id, place.name] as const),
          ...(data?.addresses.nodes ?? []).map((address) => [address.id, addressLine(address)] as const),
        ]}
        onChange={(event) => choose(event.target.value)}
      />
      <Buttons>
        <ChangeDialog
          name={t`Add an address`}
          told={t`The address is kept.`}
          change={(entered) => add.run({ address: addressOf(entered) })}
        >
          <AddressFields />
        </ChangeDialog>
      </Buttons>
    </>
  );
}
