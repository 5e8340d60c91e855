using Google.Protobuf;
using P8e.Durable.Hub.Stored;
using P8e.Durable.Ports;

namespace P8e.Durable.Hub;

/// <summary>Records of a step as rows that fit the store.</summary>
internal static class HistoryRows
{
    // Tag and length of one record in its row.
    private const int FramingBytes = 8;

    internal static List<HubHistoryRow> Pack(IReadOnlyList<StoredRecord> records, int generation, int firstNumber)
    {
        var rows = new List<HubHistoryRow>();
        var row = new StoredRecords();
        var size = 0;
        foreach (var record in records)
        {
            var bytes = record.CalculateSize() + FramingBytes;
            if (size + bytes > HubLimits.HistoryRowBytesMax && row.Records.Count > 0)
            {
                Close();
            }

            row.Records.Add(record);
            size += bytes;
        }

        if (row.Records.Count > 0)
        {
            Close();
        }

        return rows;

        void Close()
        {
            rows.Add(new HubHistoryRow(generation, firstNumber + rows.Count, row.ToByteArray()));
            row = new StoredRecords();
            size = 0;
        }
    }
}
