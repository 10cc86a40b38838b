import { Trans } from '@lingui/react/macro';
import { ButtonLink } from '../ui/Button';
import { Empty } from '../ui/states';

export function NotFound() {
  return (
    <Empty
      action={
        <ButtonLink to="/">
          <Trans>To the start</Trans>
        </ButtonLink>
      }
    >
      <Trans>There is nothing at this address.</Trans>
    </Empty>
  );
}
