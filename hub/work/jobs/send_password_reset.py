"""Somebody is sent the link by which to set another password."""

from uuid import UUID

from hub.commands.passwords import issue_password_reset_token
from hub.mail import Mail
from hub.work.declaration import Run, job


@job()
async def send_password_reset(run: Run, reset_id: str) -> None:
    """Send the mail of a password reset.

    The token is made here, so that none lies in a queue.
    """
    issued = await issue_password_reset_token(run.request, UUID(reset_id))
    if issued is None:
        return
    account, token = issued
    assert run.hub.mailer is not None, "a command sees to it before it enqueues mail"
    link = f"{run.hub.policy.public_url}/console/reset?token={token}"
    await run.hub.mailer.send(_mail(account.email, link))


def _mail(to: str, link: str) -> Mail:
    return Mail(
        to,
        "重设密码 · Set a new password",
        "请在一小时内打开下面的链接，设置新密码：\n"
        f"Open this link within an hour to set a new password:\n\n{link}\n\n"
        "如果您没有提出请求，请忽略本邮件，密码不会改变。\n"
        "If you did not ask for it, there is nothing to do; your password stays as it is.\n",
    )
