using System.Text.Json;
using P8e.Execution.Envelopes;
using P8e.Protocol.Identifiers;
using P8e.Workflows.ExecuteContract;
using P8e.Workflows.Ports;

namespace P8e.Functions.Executions;

/// <summary>The API's own shape of executions (design 3, law 5).</summary>
internal static class ExecutionJson
{
    internal static void Write(Utf8JsonWriter writer, ExecutionView view, IReadOnlyList<FunctionResult> results)
    {
        writer.WriteStartObject();
        writer.WriteString("id", view.Instance.InstanceId);
        writer.WriteString("status", view.Instance.Status.ToString());
        if (view.Progress is { } progress)
        {
            Write(writer, progress);
        }

        WriteResults(writer, results);
        if (view.Instance.Failure is { } failure)
        {
            writer.WriteStartObject("error");
            writer.WriteString("code", failure.ErrorType);
            if (view.Progress?.Steps.FirstOrDefault(step => step.State == StepState.Failed) is { } step)
            {
                writer.WriteString("step", step.Name);
            }

            writer.WriteString("detail", failure.Message);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    internal static void WriteList(Utf8JsonWriter writer, ExecutionPage page)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("executions");
        foreach (var row in page.Items)
        {
            Write(writer, row);
        }

        writer.WriteEndArray();
        if (page.Cursor is not null)
        {
            writer.WriteString("cursor", page.Cursor);
        }

        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, ExecutionStatus progress)
    {
        writer.WriteString("contract", progress.Contract);
        writer.WriteString("submitted", progress.Submitted);
        WriteName(writer, "scope", progress.Scope, MetadataAddress.ForScope(progress.Scope));
        WriteName(writer, "session", progress.Session, MetadataAddress.ForSession(progress.Scope, progress.Session));
        writer.WriteStartArray("steps");
        foreach (var step in progress.Steps)
        {
            writer.WriteStartObject();
            writer.WriteString("name", step.Name);
            writer.WriteString("state", step.State);
            if (step.At is { } at)
            {
                writer.WriteString("at", at);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        WriteTransaction(writer, progress.Transaction, progress.Height);
    }

    private static void Write(Utf8JsonWriter writer, ExecutionRow row)
    {
        writer.WriteStartObject();
        writer.WriteString("id", row.Id);
        writer.WriteString("contract", row.Contract);
        WriteName(writer, "scope", row.Scope, MetadataAddress.ForScope(row.Scope));
        writer.WriteString("submitted", row.Submitted);
        writer.WriteString("status", row.State.ToString());
        if (row.ErrorCode is not null)
        {
            writer.WriteString("step", row.FailedStep);
            writer.WriteString("code", row.ErrorCode);
        }

        WriteTransaction(writer, row.Transaction, row.Height);
        writer.WriteEndObject();
    }

    private static void WriteResults(Utf8JsonWriter writer, IReadOnlyList<FunctionResult> results)
    {
        if (results.Count == 0)
        {
            return;
        }

        writer.WriteStartArray("results");
        foreach (var result in results)
        {
            writer.WriteStartObject();
            writer.WriteString("function", result.Function);
            writer.WriteString("outcome", result.Outcome.ToString().ToLowerInvariant());
            WriteText(writer, "record", result.Record);
            WriteText(writer, "hash", result.Hash);
            WriteText(writer, "class", result.ClassName);
            WriteText(writer, "failure", result.Failure);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteText(Utf8JsonWriter writer, string name, string text)
    {
        if (text.Length > 0)
        {
            writer.WriteString(name, text);
        }
    }

    private static void WriteName(Utf8JsonWriter writer, string what, Guid uuid, MetadataAddress address)
    {
        writer.WriteStartObject(what);
        writer.WriteString("uuid", Uuid.Format(uuid));
        writer.WriteString("address", address.ToString());
        writer.WriteEndObject();
    }

    private static void WriteTransaction(Utf8JsonWriter writer, string? hash, long height)
    {
        if (hash is not null)
        {
            writer.WriteStartObject("transaction");
            writer.WriteString("hash", hash);
            writer.WriteNumber("height", height);
            writer.WriteEndObject();
        }
    }
}
