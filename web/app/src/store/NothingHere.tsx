import { Trans } from '@lingui/react/macro';
import { ButtonLink } from '../ui/Button';
import { Empty } from '../ui/states';

export function NothingHere() {
  return (
    <Empty
      action={
        <ButtonLink to="/">
          <Trans>To the shop</Trans>
        </ButtonLink>
      }
    >
      <Trans>There is nothing at this address.</Trans>
    </Empty>
  );
}
