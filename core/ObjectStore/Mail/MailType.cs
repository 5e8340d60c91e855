namespace P8e.ObjectStore.Mail;

/// <summary>What a mail holds (object-store 6.6).</summary>
public enum MailType
{
    /// <summary>An envelope that its receiver is asked to execute: <c>FRAGMENT_REQUEST</c>.</summary>
    FragmentRequest,

    /// <summary>An envelope with its receiver's results and signature: <c>FRAGMENT_RESPONSE</c>.</summary>
    FragmentResponse,

    /// <summary>Why an envelope was not executed: <c>ERROR_RESPONSE</c>.</summary>
    ErrorResponse,
}
