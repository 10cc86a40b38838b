import { useLingui } from '@lingui/react/macro';
import { TextArea, TextField } from '../../ui/fields';
import type { AddressRowFragment } from './addresses.generated';

/** An address, of what was entered in the fields below. */
export function addressOf(said: (field: string) => string) {
  return {
    recipient: said('recipient'),
    phone: said('phone') || null,
    lines: said('lines'),
    city: said('city'),
    region: said('region') || null,
    postcode: said('postcode') || null,
    country: said('country').toUpperCase(),
  };
}

export function AddressFields({ known }: { known?: AddressRowFragment }) {
  const { t } = useLingui();
  return (
    <>
      <TextField label={t`Recipient`} name="recipient" defaultValue={known?.recipient} maxLength={200} required />
      <TextField label={t`Phone`} name="phone" type="tel" defaultValue={known?.phone ?? ''} maxLength={100} />
      <TextArea label={t`Street and number`} name="lines" rows={2} defaultValue={known?.lines} required />
      <TextField label={t`Postal code`} name="postcode" defaultValue={known?.postcode ?? ''} />
      <TextField label={t`City`} name="city" defaultValue={known?.city} required />
      <TextField label={t`State or province`} name="region" defaultValue={known?.region ?? ''} />
      <TextField
        label={t`Country`}
        hint={t`Two letters, such as CN or DE`}
        name="country"
        defaultValue={known?.country}
        minLength={2}
        maxLength={2}
        required
      />
    </>
  );
}
